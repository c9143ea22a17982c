import { readFile } from 'node:fs/promises';

/** The text of an operation that clients are given, e.g. `follow-risk-alerts`. */
export const publishedOperation = (name: string): Promise<string> =>
  readFile(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
