import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const LINK = /\]\((?!https?:|#)([^)#\s]+)/g;

describe('documentation', () => {
  it.each(globSync(['*.md', '{docs,src,test,bench}/**/*.md'], { cwd: PROJECT }))('%s links to files that exist', (path) => {
    const targets = [...readFileSync(join(PROJECT, path), 'utf8').matchAll(LINK)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(PROJECT, dirname(path), target)))).toEqual([]);
  });
});
