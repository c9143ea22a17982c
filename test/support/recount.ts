import type { Sql } from '#store/sql.ts';
import { ROLLUP_NAMES, rollupOf } from '#store/statistics/rollup.ts';
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

/** Rows of the statistics that are not what a recount of the events by SQL alone gives, both ways; empty when all is well. */
export const wrongRollups = (sql: Sql): Promise<readonly unknown[]> => sql.query(WRONG_ROLLUPS);

const ROLLUPS_OF_EVENTS: Readonly<Record<string, readonly [string, string]>> = {
  ALL: ["''", "''"],
  REGION: ['region', "''"],
  CONTENT: ["coalesce(content_id, '')", "''"],
  SOURCE: ['source', "''"],
  PLAN: ["coalesce(subscription_plan, '')", "''"],
  DEVICE_TYPE: ["coalesce(device_type, '')", "''"],
  APP_VERSION: ["coalesce(app_version, '')", "''"],
  NETWORK_TYPE: ["coalesce(network_type, '')", "''"],
  SOURCE_TYPE: ['source', 'event_type'],
  REGION_TYPE: ['region', 'event_type'],
  CONTENT_REGION: ["coalesce(content_id, '')", 'region'],
  REGION_DEVICE: ['region', "coalesce(device_type, '')"],
  REGION_LEVEL: ['region', 'level'],
};

const COUNTED = Object.entries(ROLLUPS_OF_EVENTS).map(
  ([rollup, [key1, key2]]) => `select '${rollup}' as rollup, occurred_at, ${key1} as key1, ${key2} as key2,
    (event_type = 'PLAY')::int as play, (event_type = 'ERROR')::int as error, score::int as score from events`,
);

/** Minutes only as long as they are kept. */
const IS_COMPARED = (row: string): string =>
  `(${row}.grain <> 'MINUTE' or ${row}.bucket >= (select since from minutes where rollup = ${row}.rollup))`;

const WRONG_ROLLUPS = `with finding as (select region, occurred_at, f from events,
    jsonb_array_elements(case jsonb_typeof(findings) when 'array' then findings else '[]'::jsonb end) f where f->>'error' is null),
  counted as (
    ${COUNTED.join(' union all ')}
    union all select 'REGION_ERROR', occurred_at, region, coalesce(error_code, ''), 0, 1, score from events where event_type = 'ERROR'
    union all select 'REGION_RULE', occurred_at, region, f->>'ruleKey', 0, 0, 0 from finding
    union all select 'REGION_CATEGORY', occurred_at, region, f->>'category', 0, 0, 0 from finding
    union all select 'REGION_LAW', occurred_at, region, jsonb_array_elements_text(f->'regulations'), 0, 0, 0 from finding
    union all select 'REGION_SHADOW', occurred_at, region, jsonb_array_elements_text(shadow_rules), 0, 0, 0 from events where shadow_rules is not null
  ), truth as (
    select rollup, grain, date_trunc(grain, occurred_at, 'UTC') as bucket, key1, key2,
      count(*) as events, sum(play) as plays, sum(error) as errors, sum(score) as score
    from counted, (values ('MINUTE'), ('HOUR'), ('DAY')) as grains (grain) group by 1, 2, 3, 4, 5
  ), minutes as (
    select * from (values ${ROLLUP_NAMES.map((name) => `('${name}', now() - interval '${rollupOf(name).minutesKeptMs} ms')`).join(', ')}) as k (rollup, since)
  ), kept as (
    select rollup, grain, bucket, key1, key2, events, plays, errors, score from rollups where rollup <> 'LATENCY' and events <> 0
  )
  select 'should be' as what, s.* from (select * from truth except select * from kept) as s where ${IS_COMPARED('s')}
  union all select 'is', k.* from (select * from kept except select * from truth) as k where ${IS_COMPARED('k')}
  union all select 'latency', 'LATENCY', grain, null, null, null, sum(events), 0, 0, 0 from rollups where rollup = 'LATENCY' and grain <> 'MINUTE'
    group by grain having sum(events) <> (select count(*) from events)
  union all select 'watch time', 'ALL', grain, null, null, null, sum(watch_ms), 0, 0, 0 from rollups where rollup = 'ALL' and grain <> 'MINUTE'
    group by grain having sum(watch_ms) <> (select coalesce(sum(watch_ms), 0) from sessions)`;
