import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { AuditTrail } from '#access/audit/audit-trail.ts';
import { type ErasureBook, openErasureBook } from '#access/subjects/erasure-book.ts';
import { createPersonalDataAccess } from '#access/subjects/personal-data-access.ts';
import { createPrivacyDesk } from '#access/subjects/privacy-desk.ts';
import type { ApiPorts } from '#api/context.ts';
import type { ActivityWindows } from '#facts/activity-windows.ts';
import { startPrivacyRequests } from '#jobs/privacy/privacy-request-job.ts';
import { createSqlAuditLog } from '#store/audit/sql-audit-log.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import type { Database } from '#store/database.ts';
import { readErasureHead, readErasures } from '#store/identities/erasures.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { createSqlPersonalDataReader } from '#store/identities/personal-data-reader.ts';
import { createOrmPreferenceRepository } from '#store/preferences/orm-preference-repository.ts';
import { createOrmPrivacyRequestRepository } from '#store/privacy/orm-privacy-request-repository.ts';
import { createSqlReaders } from '#store/sql-readers.ts';

/** What the API knows of the persons behind pseudonyms, and what the front door knows of who was erased. */
export type Subjects = { readonly ports: Pick<ApiPorts, 'personalData' | 'privacyDesk'>; readonly isErased: ErasureBook['isErased'] };

type Opening = {
  readonly database: Database;
  readonly cipher: IdentityCipher;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
};

/** Opens what is to be known of the persons behind pseudonyms until the stack is disposed. */
export const openSubjects = async ({
  database,
  cipher,
  audit,
  log,
  stack,
}: Opening & { readonly audit: AuditTrail }): Promise<Subjects> => {
  const { sql } = database;
  const book = stack.use(
    await openErasureBook({
      head: () => readErasureHead(sql),
      after: (sequence) => readErasures(sql, sequence),
      hashes: (userId) => cipher.hashes('VIEWER', userId),
      log,
    }),
  );
  const identities = createIdentityTable(sql, cipher);
  const requests = createOrmPrivacyRequestRepository(database, cipher);
  return {
    isErased: book.isErased,
    ports: {
      personalData: createPersonalDataAccess({ reader: createSqlPersonalDataReader(sql, cipher), audit }),
      privacyDesk: createPrivacyDesk({ identities, requests, audit, newId: randomUUID }),
    },
  };
};

type Answering = Opening & { readonly mode: 'embedded' | 'server'; readonly windows: ActivityWindows; readonly now: () => Date };

/** Answers what persons ask for until the stack is disposed. */
export const answerSubjects = ({ database, cipher, windows, mode, now, log, stack }: Answering): void => {
  const { sql } = database;
  const auditLog = createSqlAuditLog(sql, now);
  const preferences = createOrmPreferenceRepository(database);
  const { ownedEvents, consentSignals, sessions } = createSqlReaders(sql, { mode, now });
  const readers = {
    subjects: createIdentityTable(sql, cipher),
    personalData: createSqlPersonalDataReader(sql, cipher),
    preferences,
    ownedEvents,
    consentSignals,
    sessions,
    alertLog: createSqlAlertLog(sql),
    requests: createOrmPrivacyRequestRepository(database, cipher),
  };
  stack.use(
    startPrivacyRequests({
      sql,
      cipher,
      readers,
      preferences,
      forgetActivity: windows.forgetViewer,
      audit: ({ id, kind }, { status, affectedRecords }) =>
        auditLog.append([
          {
            actor: 'SYSTEM:worker:privacy-requests',
            action: 'privacy-request.answer',
            target: `PrivacyRequest:${id}`,
            outcome: 'OK',
            details: { kind, status, affectedRecords },
          },
        ]),
      now,
      log,
    }),
  );
};
