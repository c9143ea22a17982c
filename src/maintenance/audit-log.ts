import { type AuditVerification, holdsHead, verifyAuditLog } from '#access/audit/verify-audit-log.ts';
import type { AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import type { AuditLog } from '#store/audit/audit-log.ts';
import { createSqlAuditLog } from '#store/audit/sql-audit-log.ts';
import { type Settings, withDatabase } from './with-database.ts';

/** The audit log for whoever has the database. */
export type AuditAccess = Pick<AuditLog, 'prune'> & {
  /** All of it. */
  verify(): Promise<AuditVerification>;
  holdsHead(kept: AuditHead): Promise<boolean | null>;
  head(): Promise<AuditHead>;
  /** Entries in pages, ascending. */
  entries(from: number, to: number): AsyncIterable<readonly LoggedEntry[]>;
};

/** Works on the audit log. */
export const withAuditLog = <Result>(settings: Settings, work: (audit: AuditAccess) => Promise<Result>): Promise<Result> =>
  withDatabase(settings, ({ sql }) => {
    const auditLog = createSqlAuditLog(sql, () => new Date());
    return work({
      verify: () => verifyAuditLog(auditLog, { entriesMax: Number.MAX_SAFE_INTEGER }),
      holdsHead: (kept) => holdsHead(auditLog, kept),
      head: async () => (await auditLog.bounds()).head,
      entries: (from, to) => pagesOf(auditLog, from, to),
      prune: auditLog.prune,
    });
  });

/** Entries read at once. */
const PAGE = 1_000;

async function* pagesOf(auditLog: AuditLog, from: number, to: number): AsyncGenerator<readonly LoggedEntry[], void, void> {
  let last = from - 1;
  while (last < to) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const page = await auditLog.readAfter(last, Math.min(PAGE, to - last));
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)?.sequence ?? to;
  }
}
