import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAW_TABLE } from '#cli/law-table.ts';
import { withTable } from '#cli/readme-table.ts';
import { RULE_TABLE } from '#cli/rule-table.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe.each([RULE_TABLE, LAW_TABLE])('the table of $name in the README', (table) => {
  it('is what the code says', () => {
    expect(withTable(readme, table)).toBe(readme);
  });

  it('is put right when it is not', () => {
    const stale = readme.replace(new RegExp(`(<!-- ${table.name}:begin.*-->)[^]*(?=<!-- ${table.name}:end -->)`), '$1\n\nold\n\n');
    expect(stale).not.toBe(readme);
    expect(withTable(stale, table)).toBe(readme);
  });

  it('needs its markers', () => {
    expect(() => withTable('# Playguard', table)).toThrow(`<!-- ${table.name}:begin`);
  });
});
