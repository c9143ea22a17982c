import type { AuditEntry, AuditHead } from '#domain/audit/audit-entry.ts';
import type { Sql } from '#store/sql.ts';

type Pruning = { readonly start: AuditHead; readonly before: Date; readonly limit: number };

/** Takes the oldest entries away inside a transaction that holds the lock of the log; answers how many, and the entry that says so. */
export const pruneAuditLog = async (
  sql: Sql,
  { start, before, limit }: Pruning,
): Promise<{ readonly count: number; readonly entry: AuditEntry }> => {
  await sql.query(ALLOW);
  const [last] = await sql.query<{ sequence: number; hash: string }>(LAST_TO_GO, [start.sequence, limit, before.toISOString()]);
  const end: AuditHead = last ?? start;
  if (last !== undefined) {
    await sql.query('delete from audit_log where sequence <= $1::bigint', [end.sequence]);
    await sql.query(`update audit_heads set start_sequence = $1::bigint, start_hash = $2 where name = 'audit_log'`, [
      end.sequence,
      end.hash,
    ]);
  }
  await sql.query(FORBID);
  return { count: end.sequence - start.sequence, entry: entryOf(end, before) };
};

/** What the trigger of the table asks for; it ends with the transaction. */
const ALLOW = `select set_config('playguard.audit_retention', 'on', true)`;
const FORBID = `select set_config('playguard.audit_retention', 'off', true)`;

/** The last of the oldest entries that are all old enough: what is newer stays, with all that follows it. */
const LAST_TO_GO = `select sequence::float8 as sequence, hash from (
    select sequence, hash, bool_and(at < $3::timestamptz) over (order by sequence) as is_old
    from (select * from audit_log where sequence > $1::bigint order by sequence limit $2::int) as oldest
  ) as judged where is_old order by sequence desc limit 1`;

const entryOf = ({ sequence, hash }: AuditHead, before: Date): AuditEntry => ({
  actor: 'SYSTEM:retention:retention',
  action: 'audit.pruned',
  target: null,
  outcome: 'OK',
  details: { before: before.toISOString(), lastSequence: sequence, lastHash: hash },
});
