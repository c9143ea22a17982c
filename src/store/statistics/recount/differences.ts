import type { Sql } from '#store/sql.ts';
import { MEASURE_NAMES, MEASURES } from '#store/statistics/rollup.ts';
import type { ComparedSlice } from './compared-slices.ts';

/** A row that is not what the events say; each side null where it has no such row. */
export type Difference = {
  readonly table: 'rollups' | 'sessions';
  readonly row: string;
  readonly is: string | null;
  readonly shouldBe: string | null;
};
export type Differences = { readonly count: number; readonly differences: readonly Difference[] };

/** Differences that are told one by one. */
const TOLD_MAX = 20;

/** Compares the statistics with the recount, both ways, slice by slice: no statement compares all of a large table. */
export const readDifferences = async (sql: Sql, slices: readonly ComparedSlice[]): Promise<Differences> => {
  let count = 0;
  const differences: Difference[] = [];
  for (const { table, values } of slices) {
    const rows = await sql.query<DifferenceRow>(STATEMENTS[table].differing, values);
    count += rows[0]?.count ?? 0;
    const told = rows.slice(0, TOLD_MAX - differences.length);
    differences.push(...told.map(({ row, is, should_be }) => ({ table, row, is, shouldBe: should_be })));
  }
  return { count, differences };
};

/** Puts the recount in the place of what differs from it. */
export const replaceStatistics = async (sql: Sql, slices: readonly ComparedSlice[]): Promise<void> => {
  for (const { table, values } of slices) {
    await sql.query(STATEMENTS[table].remove, values);
    await sql.query(STATEMENTS[table].replace, values);
  }
};

type DifferenceRow = { readonly row: string; readonly is: string | null; readonly should_be: string | null; readonly count: number };

type Compared = {
  readonly name: 'rollups' | 'sessions';
  readonly key: readonly string[];
  /** Columns that are compared. */
  readonly values: readonly string[];
  /** Columns that follow from the others. */
  readonly rest: readonly string[];
  /** Which rows of a table are in the slice. */
  readonly isInSlice: (table: string) => string;
};

const ROLLUPS: Compared = {
  name: 'rollups',
  key: ['rollup', 'grain', 'bucket', 'key1', 'key2'],
  values: [...MEASURE_NAMES.map((name) => MEASURES[name]), 'viewers', 'devices'],
  rest: [],
  isInSlice: (table) =>
    `${table}.rollup = $1::text and ${table}.grain = $2::text and ${table}.bucket >= $3::timestamptz and ${table}.bucket < $4::timestamptz`,
};

const SESSIONS: Compared = {
  name: 'sessions',
  key: ['session_id', 'source'],
  values: ['viewer_id', 'device_id', 'started_at', 'last_event_at', 'ended_at', 'watch_ms', 'rebuffer_ms', 'error_count', 'event_count'],
  rest: ['fold'],
  isInSlice: (table) =>
    `${table}.started_at >= $1::timestamptz and ${table}.started_at < $2::timestamptz and ${table}.last_event_at >= $3::timestamptz`,
};

/** `t` is what is kept, `r` the recount. A row of either lies in one slice, and is looked for in all of the other table. */
const statementsOf = ({ name, key, values, rest, isInSlice }: Compared) => {
  const isSame = key.map((column) => `t.${column} = r.${column}`).join(' and ');
  const row = (table: string): string => `row(${values.map((column) => `${table}.${column}`).join(', ')})`;
  const nameOf = (table: string): string => `concat_ws(' ', ${key.map((column) => `${table}.${column}`).join(', ')})`;
  const isMissing = (other: string, as: string): string => `not exists (select from ${other} ${as} where ${isSame})`;
  const set = [...values, ...rest].map((column) => `${column} = excluded.${column}`).join(', ');
  return {
    differing: `select *, count(*) over ()::int as count from (
        select ${nameOf('t')} as row, ${row('t')}::text as is, case when r is null then null else ${row('r')}::text end as should_be
        from ${name} t left join recounted_${name} r on ${isSame} where ${isInSlice('t')} and ${row('t')} is distinct from ${row('r')}
        union all select ${nameOf('r')}, null, ${row('r')}::text from recounted_${name} r where ${isInSlice('r')} and ${isMissing(name, 't')}
      ) as differing limit ${TOLD_MAX}`,
    remove: `delete from ${name} t where ${isInSlice('t')} and ${isMissing(`recounted_${name}`, 'r')}`,
    replace: `insert into ${name} select r.* from recounted_${name} r where ${isInSlice('r')}
      and not exists (select from ${name} t where ${isSame} and ${row('t')} is not distinct from ${row('r')})
      on conflict (${key.join(', ')}) do update set ${set}`,
  };
};

const STATEMENTS = { rollups: statementsOf(ROLLUPS), sessions: statementsOf(SESSIONS) } as const;
