import { plainArray } from '#store/array-literal.ts';
import { DAY_MS, HOUR_MS, ROLLUP_NAMES, rollupOf } from '#store/statistics/rollup.ts';
import type { Sql } from '#store/sql.ts';

/** Event keys are kept longer than any event may be old, so that no retry is ever counted again. */
export const EVENT_KEY_MS_KEPT = 35 * DAY_MS;
/** Sessions are kept longer after their latest event than an event may be late. */
export const SESSION_MS_KEPT = 35 * DAY_MS;
/** Rows one sweep deletes of one kind, so that it never holds a lock for long. */
const SWEEP_ROWS_MAX = 50_000;

/** Deletes what is past its period: minutes of statistics, old sessions, keys of old events and failures of events nobody tries any more. Run again while it answers more than 0. */
export const sweepExpired = async (sql: Sql, now: Date): Promise<number> => {
  const ago = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  const minutes = await sql.query(SWEEP_MINUTES, [
    plainArray(ROLLUP_NAMES),
    plainArray(ROLLUP_NAMES.map((name) => ago(rollupOf(name).minutesKeptMs + HOUR_MS))),
    SWEEP_ROWS_MAX,
  ]);
  const expired = [ago(EVENT_KEY_MS_KEPT), SWEEP_ROWS_MAX];
  const sessions = await sql.query(SWEEP_SESSIONS, [ago(SESSION_MS_KEPT), SWEEP_ROWS_MAX]);
  const keys = await sql.query(SWEEP_KEYS, expired);
  const failures = await sql.query(SWEEP_FAILURES, expired);
  return minutes.length + sessions.length + keys.length + failures.length;
};

/** Places are of the one table that holds minutes. */
const SWEEP_MINUTES = `delete from rollups where grain = 'MINUTE' and ctid = any (array(
  select r.ctid from unnest($1::text[], $2::timestamptz[]) as kept (rollup, since)
  join rollups r on r.rollup = kept.rollup and r.grain = 'MINUTE' and r.bucket < kept.since limit $3::int)) returning 1`;
/** When it began finds it; sessions that go on are left. */
const SWEEP_SESSIONS = `delete from sessions where ctid = any (array(
  select ctid from sessions where started_at < $1::timestamptz and last_event_at < $1::timestamptz limit $2::int)) returning 1`;
const SWEEP_KEYS = `delete from event_keys where ctid = any (array(
  select ctid from event_keys where stored_at < $1::timestamptz limit $2::int)) returning 1`;
const SWEEP_FAILURES = `delete from failed_attempts where ctid = any (array(
  select ctid from failed_attempts where last_failed_at < $1::timestamptz limit $2::int)) returning 1`;
