import type { Sql } from '#store/sql.ts';

/** Tables whose rows are changed or deleted; `stream_entries` is vacuumed by the stream, and events are only added. */
const TABLES = [
  'batch_receipts',
  'rollups',
  'sessions',
  'uncounted_batches',
  'event_keys',
  'risk_alerts',
  'identities',
  'failed_attempts',
  'alert_log_heads',
] as const;

/** Makes the room of changed and deleted rows usable again and refreshes what the planner knows: PGlite has no autovacuum. One table at a time. */
export const vacuumTables = async (sql: Sql): Promise<void> => {
  for (const table of TABLES) await sql.query(`vacuum (analyze) ${table}`);
};
