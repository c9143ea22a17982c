import type { Sql } from '#store/sql.ts';
import { ROLLUP_NAMES } from '#store/statistics/rollup.ts';

/** Keys of each rollup with one facet; with two, as many pairs. */
const KEYS = 8;

/** Fills the counters and the sessions by statements alone, as of `now`, as events of `days` days would. */
export const fillFigures = async (sql: Sql, now: Date, days: number): Promise<void> => {
  for (const rollup of ROLLUP_NAMES) await sql.query(FILL_ROLLUP, [rollup, now.toISOString(), days, KEYS]);
  await sql.query(FILL_SESSIONS, [now.toISOString(), days]);
  await sql.query('analyze');
};

/** Days and hours of the whole time, minutes of the last 8 hours. */
const FILL_ROLLUP = `insert into rollups (rollup, grain, bucket, key1, key2, events, plays, errors, score, alerts, watch_ms, rebuffer_ms, attempts, start_failures)
  select $1::text, upper(grain), bucket, prefix || key, prefix || key % 4, 10, 2, 1, 50, 1, 1000, 10, 2, 0
  from (values ('day', $3::int * 24 * 60), ('hour', $3::int * 24 * 60), ('minute', 480)) as grains (grain, minutes),
    lateral generate_series(date_trunc(grain, $2::timestamptz - interval '1 minute' * minutes), $2::timestamptz, ('1 ' || grain)::interval) as bucket,
    generate_series(1, $4::int) as key, (select case when $1::text = 'LATENCY' then '' else 'key-' end as prefix) as named`;

const FILL_SESSIONS = `insert into sessions (session_id, source, viewer_id, device_id, started_at, last_event_at, watch_ms, rebuffer_ms, error_count, event_count, fold)
  select 'session-' || n, 'demo', ('00000000-0000-4000-8000-' || lpad(to_hex(n % 6000), 12, '0'))::uuid,
    ('00000000-0000-4000-8000-' || lpad(to_hex(n % 7000), 12, '0'))::uuid, at, at + interval '10 minutes', 1000, 10, 0, 20, '{}'
  from (select n, $1::timestamptz - interval '1 day' * ($2::int * n::float8 / 30000) as at from generate_series(1, 30000) as n) as numbered`;
