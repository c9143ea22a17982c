import type { Sql } from '#store/sql.ts';

/** Stores a session of so many events by statements alone, one a second from yesterday's midnight on, noted to be counted. */
export const fillSession = async (sql: Sql, sessionId: string, count: number): Promise<void> => {
  await sql.query(EVENTS, [sessionId, count]);
  await sql.query(NOTE, [sessionId]);
};

const EVENTS = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, session_id, region, score, level, ruleset_version)
  select gen_random_uuid(), at, now(), date_trunc('milliseconds', now()), 'demo', 'event-' || n, 'HEARTBEAT', $1, 'NL', 0, 'LOW', 'test'
  from (select n, date_trunc('day', now(), 'UTC') - interval '1 day' + interval '1 second' * (n - 1) as at from generate_series(1, $2::int) as n) as numbered`;
const NOTE = `insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
  select stored_at, stored_at, array_agg(key), array_agg(occurred_at) from events where session_id = $1 group by stored_at`;
