import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractFaults } from '#api/contract-changes.ts';
import { printedSchema } from '#api/print-schema.ts';

const FOLDER = join(import.meta.dirname, '../../schema');
const SCHEMA_FILE = join(FOLDER, 'schema.graphql');

/** Writes the schema file; answers the exit code. */
export const writeSchemaFile = (): number => {
  writeFileSync(SCHEMA_FILE, printedSchema());
  return 0;
};

/** Says when the schema file is not what the code prints, or breaks what was released last; answers the exit code. */
export const checkSchemaFile = (releasedFile = join(FOLDER, 'released.graphql')): number => {
  const current = printedSchema();
  const isStale = readFileSync(SCHEMA_FILE, 'utf8') !== current;
  const released = existsSync(releasedFile) ? readFileSync(releasedFile, 'utf8') : current; // nothing is released before the first time
  const faults = [
    ...(isStale ? ['schema/schema.graphql is not what the code prints: run `npm run schema` and commit it'] : []),
    ...contractFaults({ released, current, today: new Date() }),
  ];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
};
