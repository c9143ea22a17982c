import { operatorEntry } from '#access/audit/operator-entry.ts';
import { createSqlAuditLog } from '#store/audit/sql-audit-log.ts';
import type { Database } from '#store/database.ts';

/** Writes what is done from the command line into the audit log of the database; answers the entry's sequence. */
export const tellAudit =
  ({ sql }: Pick<Database, 'sql'>) =>
  (...told: Parameters<typeof operatorEntry>): Promise<number> =>
    createSqlAuditLog(sql, () => new Date()).append([operatorEntry(...told)]);
