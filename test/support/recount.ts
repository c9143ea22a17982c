import type { Sql } from '#store/sql.ts';
import type { Counts } from './read-counts.ts';

/** Event ids in the store, ascending; one that was stored twice is there twice. */
export const storedEventIds = async (sql: Sql): Promise<readonly string[]> =>
  (await sql.query<{ event_id: string }>('select event_id from events')).map(({ event_id }) => event_id).toSorted();

/** The counts, made anew from the events. */
export const recount = async (sql: Sql): Promise<Counts> => {
  const [totals] = await sql.query<Pick<Counts, 'events' | 'plays' | 'errors'>>(TOTALS);
  if (totals === undefined) throw new Error('a count without a row');
  return { ...totals, byLevel: await group(sql, LEVELS), byCategory: await group(sql, CATEGORIES), byRule: await group(sql, RULES) };
};

const group = async (sql: Sql, text: string): Promise<Record<string, number>> =>
  Object.fromEntries((await sql.query<{ key: string; count: number }>(text)).map(({ key, count }) => [key, count]));

const FINDINGS = `(select occurred_at, f->>'ruleKey' as rule_key, f->>'category' as category
  from events, jsonb_array_elements(case jsonb_typeof(findings) when 'array' then findings else '[]'::jsonb end) f
  where f->>'error' is null) as finding`;
const TOTALS = `select count(*)::int as events, count(*) filter (where event_type = 'PLAY')::int as plays,
  count(*) filter (where event_type = 'ERROR')::int as errors from events`;
const LEVELS = 'select level as key, count(*)::int as count from events group by 1';
const CATEGORIES = `select category as key, count(*)::int as count from ${FINDINGS} group by 1`;
const RULES = `select rule_key as key, count(*)::int as count from ${FINDINGS} group by 1`;

/** Rows of the statistics that are not what a recount of the events gives, both ways; empty when all is well. */
export const wrongRollups = (sql: Sql): Promise<readonly unknown[]> => sql.query(WRONG_ROLLUPS);

const WRONG_ROLLUPS = `with counted as (
    select 'ALL' as dimension, '' as key, occurred_at, (event_type = 'PLAY')::int as play, (event_type = 'ERROR')::int as error from events
    union all select 'LEVEL', level, occurred_at, 0, 0 from events
    union all select 'RULE', rule_key, occurred_at, 0, 0 from ${FINDINGS}
    union all select 'SHADOW_RULE', jsonb_array_elements_text(shadow_rules), occurred_at, 0, 0 from events where shadow_rules is not null
    union all select 'CATEGORY', category, occurred_at, 0, 0 from ${FINDINGS}
  ), truth as (
    select dimension, grain, date_trunc(grain, occurred_at, 'UTC') as bucket, key, count(*) as events, sum(play) as plays, sum(error) as errors
    from counted, (values ('MINUTE'), ('HOUR')) as grains (grain) group by 1, 2, 3, 4
  ), kept as (
    select dimension, grain, bucket, key, events, plays, errors from rollups where dimension <> 'LATENCY'
  )
  select 'should be' as what, s.* from (select * from truth except select * from kept) as s
  union all select 'is', k.* from (select * from kept except select * from truth) as k
  union all select 'latency', 'LATENCY', grain, null, null, sum(events), 0, 0 from rollups where dimension = 'LATENCY'
    group by grain having sum(events) <> (select count(*) from events)`;
