import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of the README that the code writes. */
export type ReadmeTable = {
  /** Names its markers and the command that writes it: `<name> table`. */
  readonly name: 'rules' | 'law';
  readonly head: readonly string[];
  readonly rows: () => readonly (readonly string[])[];
};

/** Writes a table into the README; with `isCheck` it only says whether it is up to date. Answers the exit code. */
export const writeReadmeTable = (table: ReadmeTable, { isCheck }: { readonly isCheck: boolean }): number => {
  const before = readFileSync(README, 'utf8');
  const after = withTable(before, table);
  if (before === after) return 0;
  if (!isCheck) {
    writeFileSync(README, after);
    return 0;
  }
  process.stderr.write(`the table of ${table.name} in README.md is not what the code says: run \`${commandOf(table)}\` and commit it\n`);
  return 1;
};

/** The text with the table as the code has it between its markers; throws when a marker is missing. */
export const withTable = (text: string, table: ReadmeTable): string => {
  const beginMarker = `<!-- ${table.name}:begin, written by \`${commandOf(table)}\` -->`;
  const endMarker = `<!-- ${table.name}:end -->`;
  const begin = text.indexOf(beginMarker);
  const end = text.indexOf(endMarker);
  if (begin < 0 || end < begin) throw new Error(`README.md must hold ${beginMarker} and ${endMarker}`);
  return `${text.slice(0, begin + beginMarker.length)}\n\n${markdownOf(table)}\n\n${text.slice(end)}`;
};

const README = join(import.meta.dirname, '../../README.md');

const commandOf = ({ name }: ReadmeTable): string => `node src/main.ts ${name} table`;

const markdownOf = ({ head, rows }: ReadmeTable): string => {
  const body = rows().map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
};
