import { HOUR_MS } from '#store/statistics/rollup-dimension.ts';
import type { Sql } from '#store/sql.ts';
import { MINUTE_ROLLUP_MS_KEPT } from '#store/statistics/statistics-reader.ts';

/** Event keys are kept longer than any event may be old, so that no retry is ever counted again. */
export const EVENT_KEY_MS_KEPT = 35 * 24 * HOUR_MS;
/** Rows one sweep deletes of one kind, so that it never holds a lock for long. */
const SWEEP_ROWS_MAX = 50_000;

/** Deletes what is past its period: minutes of statistics, keys of old events and failures of events nobody tries any more. Run again while it answers more than 0. */
export const sweepExpired = async (sql: Sql, now: Date): Promise<number> => {
  const minutes = await sql.query(SWEEP_MINUTES, [new Date(now.getTime() - MINUTE_ROLLUP_MS_KEPT - HOUR_MS).toISOString(), SWEEP_ROWS_MAX]);
  const expired = [new Date(now.getTime() - EVENT_KEY_MS_KEPT).toISOString(), SWEEP_ROWS_MAX];
  const keys = await sql.query(SWEEP_KEYS, expired);
  const failures = await sql.query(SWEEP_FAILURES, expired);
  return minutes.length + keys.length + failures.length;
};

const SWEEP_MINUTES = `delete from rollups where ctid = any (array(
  select ctid from rollups where grain = 'MINUTE' and bucket < $1::timestamptz limit $2::int)) returning 1`;
const SWEEP_KEYS = `delete from event_keys where ctid = any (array(
  select ctid from event_keys where stored_at < $1::timestamptz limit $2::int)) returning 1`;
const SWEEP_FAILURES = `delete from failed_attempts where ctid = any (array(
  select ctid from failed_attempts where last_failed_at < $1::timestamptz limit $2::int)) returning 1`;
