import type { Logger } from 'pino';
import type { AuditTrail } from '#access/audit/audit-trail.ts';
import { createLogAuditTrail } from '#access/audit/log-audit-trail.ts';
import { createPersonalDataAccess } from '#access/subjects/personal-data-access.ts';
import type { ApiPorts } from '#api/context.ts';
import type { Database } from '#store/database.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { createSqlPersonalDataReader } from '#store/identities/personal-data-reader.ts';

type Opening = { readonly database: Database; readonly cipher: IdentityCipher; readonly log: Logger };

/** What the API knows of the persons behind pseudonyms. */
export const openPersons = ({ database: { sql }, cipher, log }: Opening): Pick<ApiPorts, 'personalData'> => {
  const audit: AuditTrail = createLogAuditTrail(log);
  return { personalData: createPersonalDataAccess({ reader: createSqlPersonalDataReader(sql, cipher), audit }) };
};
