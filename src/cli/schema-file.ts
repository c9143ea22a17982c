import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedSchema } from '#api/print-schema.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../schema/schema.graphql');

/** Writes the schema file; answers the exit code. */
export const writeSchemaFile = (): number => {
  writeFileSync(SCHEMA_FILE, printedSchema());
  return 0;
};

/** Says when the schema file is not what the code prints; answers the exit code. */
export const checkSchemaFile = (): number => {
  if (readFileSync(SCHEMA_FILE, 'utf8') === printedSchema()) return 0;
  process.stderr.write('schema/schema.graphql is not what the code prints: run `npm run schema` and commit it\n');
  return 1;
};
