import type { Logger } from 'pino';
import type { AuditTrail } from '#access/audit/audit-trail.ts';
import { createLogAuditTrail } from '#access/audit/log-audit-trail.ts';
import { type ErasureBook, openErasureBook } from '#access/subjects/erasure-book.ts';
import { createPersonalDataAccess } from '#access/subjects/personal-data-access.ts';
import type { ApiPorts } from '#api/context.ts';
import type { Database } from '#store/database.ts';
import { readErasureHead, readErasures } from '#store/identities/erasures.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { createSqlPersonalDataReader } from '#store/identities/personal-data-reader.ts';

/** What the API knows of the persons behind pseudonyms, and what the front door knows of who was erased. */
export type Persons = { readonly ports: Pick<ApiPorts, 'personalData'>; readonly isErased: ErasureBook['isErased'] };

type Opening = { readonly database: Database; readonly cipher: IdentityCipher; readonly log: Logger; readonly stack: AsyncDisposableStack };

/** Opens what is to be known of persons until the stack is disposed. */
export const openPersons = async ({ database: { sql }, cipher, log, stack }: Opening): Promise<Persons> => {
  const audit: AuditTrail = createLogAuditTrail(log);
  const book = stack.use(
    await openErasureBook({
      head: () => readErasureHead(sql),
      after: (sequence) => readErasures(sql, sequence),
      hashes: (userId) => [cipher.hash('VIEWER', userId)],
      log,
    }),
  );
  return {
    isErased: book.isErased,
    ports: { personalData: createPersonalDataAccess({ reader: createSqlPersonalDataReader(sql, cipher), audit }) },
  };
};
