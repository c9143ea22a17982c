import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const OTHERWISE = 'Answered otherwise';

const [, ...sections] = readFileSync(`${PROJECT}docs/security.md`, 'utf8').split(/^## /m);
const items = sections
  .filter((section) => !section.startsWith(OTHERWISE))
  .map((section) => [section.split('\n', 1)[0] ?? '', section] as const);

/** Files named in a line that begins like this. */
const filesOf = (section: string, line: 'Where' | 'Tests'): readonly string[] => {
  const [, listed = ''] = new RegExp(`^- ${line}: (.+)$`, 'm').exec(section) ?? [];
  return [...listed.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
};

describe('docs/security.md', () => {
  it('has every item of the checklist, and says what is answered otherwise', () => {
    expect(items.map(([name]) => name)).toEqual([
      'Default: deny',
      'CORS',
      'CSRF',
      'Credentials in addresses',
      'Body, headers, time',
      'Query cost',
      'Execution',
      'Introspection and GraphiQL',
      'Access tokens (RFC 8725)',
      'Sessions',
      'Passwords',
      'API keys',
      'WebSocket',
      'Rate limits',
      'Personal data',
      'Erasure and access',
      'Audit',
      'Headers',
      'Errors',
      'Secrets',
      'Supply chain',
      'ORM',
    ]);
    expect(sections.at(-1)).toMatch(new RegExp(`^${OTHERWISE}\n`));
  });

  it.each(items)('says where %s lives and how it is tested, by files that exist', (_name, section) => {
    const [code, tests] = [filesOf(section, 'Where'), filesOf(section, 'Tests')];
    expect(code).not.toEqual([]);
    expect(tests).not.toEqual([]);
    expect([...code, ...tests].filter((file) => !existsSync(`${PROJECT}${file}`))).toEqual([]);
    expect(tests.filter((file) => !/^test\/.+\.test\.ts$/.test(file))).toEqual([]);
  });
});
