import type { AlertCandidate, RiskAlert } from '#domain/risk-alert.ts';
import { type AlertRow, alertOf } from './alert-row.ts';
import { plainArray, textArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';

/**
 * Raises candidates inside the transaction of their events, as its last statements: those whose fingerprint and repeat
 * key are in the log count on that alert, the others are appended. The row of the counter is locked from here to the
 * commit, so sequences have neither holes nor inversions. Answers the appended alerts, ascending.
 */
export const raiseAlerts = async (sql: Sql, candidates: readonly AlertCandidate[]): Promise<readonly RiskAlert[]> => {
  if (candidates.length === 0) return [];
  const [head] = await sql.query<{ last_sequence: number }>(LOCK_HEAD);
  if (!head) throw new Error('alert_log_heads has no row for risk_alerts: the migrations have not run');
  const rows = await sql.query<AlertRow>(RAISE, [head.last_sequence, ...encode(candidates)]);
  return rows.map(alertOf);
};

/** A statement of its own: what follows it must see what was committed while it waited for the lock. */
const LOCK_HEAD = `select last_sequence::float8 as last_sequence from alert_log_heads where name = 'risk_alerts' for update`;

const encode = (all: readonly AlertCandidate[]): readonly string[] => [
  textArray(all.map(({ fingerprint }) => fingerprint)),
  textArray(all.map(({ repeatKey }) => repeatKey)),
  textArray(all.map(({ ruleKey }) => ruleKey)),
  textArray(all.map(({ title }) => title)),
  plainArray(all.map(({ level }) => level)),
  plainArray(all.map(({ score }) => score)),
  textArray(all.map(({ categories }) => `{${categories.join(',')}}`)),
  textArray(all.map(({ findings }) => JSON.stringify(findings))),
  plainArray(all.map(({ eventKey }) => eventKey)),
  plainArray(all.map(({ eventOccurredAt }) => eventOccurredAt.toISOString())),
  plainArray(all.map(({ viewerId }) => viewerId)),
  textArray(all.map(({ contentId }) => contentId)),
  textArray(all.map(({ region }) => region)),
  plainArray(all.map(({ occurrences }) => occurrences)),
];

/** Finds repeats by risk_alerts_repeat_index. */
const RAISE = `with candidate as (
    select * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[], $9::jsonb[],
      $10::uuid[], $11::timestamptz[], $12::uuid[], $13::text[], $14::text[], $15::bigint[])
    with ordinality as c (fingerprint, repeat_key, rule_key, title, level, score, categories, findings,
      event_key, event_occurred_at, viewer_id, content_id, region, occurrences, place)
  ), repeated as (
    update risk_alerts a set occurrences = a.occurrences + c.occurrences
    from candidate c where a.fingerprint = c.fingerprint and a.repeat_key = c.repeat_key
    returning a.fingerprint, a.repeat_key
  ), fresh as (
    select c.*, row_number() over (order by c.place) as number from candidate c
    where not exists (select from repeated r where r.fingerprint = c.fingerprint and r.repeat_key = c.repeat_key)
  ), moved as (
    update alert_log_heads set last_sequence = last_sequence + (select count(*) from fresh) where name = 'risk_alerts'
  ), appended as (
    insert into risk_alerts (sequence, raised_at, fingerprint, repeat_key, rule_key, title, level, score, categories, findings,
      event_key, event_occurred_at, viewer_id, content_id, region, occurrences)
    select $1::bigint + number, clock_timestamp(), fingerprint, repeat_key, rule_key, title, level, score, categories::text[], findings,
      event_key, event_occurred_at, viewer_id, content_id, region, occurrences from fresh
    returning *
  )
  select * from appended order by sequence`;
