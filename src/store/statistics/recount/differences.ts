import type { Sql } from '#store/sql.ts';
import { MEASURE_NAMES, MEASURES } from '#store/statistics/rollup.ts';

/** A row that is not what the events say; each side null where it has no such row. */
export type Difference = {
  readonly table: 'rollups' | 'sessions';
  readonly row: string;
  readonly is: string | null;
  readonly shouldBe: string | null;
};

/** Since when everything is compared, and the rollups with the time their minutes are kept since: values of both statements. */
type KeptSince = readonly [string, string, string];

/** Differences that are told one by one. */
const TOLD_MAX = 20;

/** Compares the statistics with the recount, both ways. */
export const readDifferences = async (
  sql: Sql,
  kept: KeptSince,
): Promise<{ readonly count: number; readonly differences: readonly Difference[] }> => {
  const rollups = await sql.query<DifferenceRow>(differing(ROLLUPS), [...kept, TOLD_MAX]);
  const sessions = await sql.query<DifferenceRow>(differing(SESSIONS), [...kept, TOLD_MAX]);
  const count = (rollups[0]?.count ?? 0) + (sessions[0]?.count ?? 0);
  return {
    count,
    differences: [...rollups, ...sessions].map(({ table, row, is, should_be }) => ({ table, row, is, shouldBe: should_be })),
  };
};

/** Puts the recount in the place of what is kept. */
export const replaceStatistics = async (sql: Sql, kept: KeptSince): Promise<void> => {
  for (const { name, key, isCompared } of [ROLLUPS, SESSIONS]) {
    await sql.query(`delete from ${name} t where ${TAKES_ALL} and ${isCompared('t')}`, kept);
    await sql.query(
      `insert into ${name} select t.* from recounted_${name} t where ${TAKES_ALL} and ${isCompared('t')} on conflict (${key}) do nothing`,
      kept,
    );
  }
};

type DifferenceRow = {
  readonly table: Difference['table'];
  readonly row: string;
  readonly is: string | null;
  readonly should_be: string | null;
  readonly count: number;
};

type Compared = {
  readonly name: 'rollups' | 'sessions';
  readonly key: string;
  readonly values: readonly string[];
  /** Which rows of a table are compared. */
  readonly isCompared: (table: string) => string;
};

const ROLLUPS: Compared = {
  name: 'rollups',
  key: 'rollup, grain, bucket, key1, key2',
  values: [...MEASURE_NAMES.map((name) => MEASURES[name]), 'viewers', 'devices'],
  isCompared: (
    table,
  ) => `${table}.bucket >= $1::timestamptz and exists (select from unnest($2::text[], $3::timestamptz[]) as kept (rollup, since)
    where kept.rollup = ${table}.rollup and (${table}.grain <> 'MINUTE' or ${table}.bucket >= kept.since))`,
};

const SESSIONS: Compared = {
  name: 'sessions',
  key: 'session_id, source',
  values: ['viewer_id', 'device_id', 'started_at', 'last_event_at', 'ended_at', 'watch_ms', 'rebuffer_ms', 'error_count', 'event_count'],
  isCompared: (table) => `${table}.started_at >= $1::timestamptz`,
};

/** Both statements take the same values, whether they need them or not. */
const TAKES_ALL = '$1::timestamptz is not null and $2::text[] is not null and $3::timestamptz[] is not null';

const differing = ({ name, key, values, isCompared }: Compared): string => {
  const row = (table: string): string => `row(${values.map((column) => `${table}.${column}`).join(', ')})`;
  const keys = key.split(', ');
  return `select '${name}' as table, concat_ws(' ', ${keys.map((column) => `coalesce(is_now.${column}, should_be.${column})`).join(', ')}) as row,
      case when is_now is null then null else ${row('is_now')}::text end as is,
      case when should_be is null then null else ${row('should_be')}::text end as should_be, count(*) over ()::int as count
    from (select * from ${name} t where ${isCompared('t')}) as is_now
    full join (select * from recounted_${name} t where ${isCompared('t')}) as should_be
      on ${keys.map((column) => `is_now.${column} = should_be.${column}`).join(' and ')}
    where ${TAKES_ALL} and (${row('is_now')} is distinct from ${row('should_be')}) limit $4::int`;
};
