import type { Sql } from '#store/sql.ts';
import { HOUR_MS, type RollupName, rollupOf } from '#store/statistics/rollup.ts';
import {
  type Counted,
  type CountedBucket,
  type Granularity,
  type GroupPage,
  type Groups,
  type Part,
  type Parts,
  type PartsOf,
  type Range,
  type Selection,
  UnansweredStatistics,
} from '#store/statistics/statistics-reader.ts';
import { conditionsOf, DIMENSION_FACETS, type FacetCondition } from './choose-rollup.ts';
import { figuresOf, withUniques } from './counted.ts';
import { groupKeys, groupOrder, KEY_SEPARATOR, ORDER_VALUES, positionValues } from './group-order.ts';
import { readUniques } from './read-uniques.ts';
import { ALL_SUMS, keyColumn, type RollupRows, rowsClause, type Sums, sumsOf } from './rollup-rows.ts';
import { bucketsOf, planTimeline, timelineBucketOf } from './timeline-plan.ts';

type SumsRow = Sums & { readonly group: string };

/** The whole selection in one. */
export const readSummary = async (sql: Sql, rollup: RollupName, { range, filter }: Selection): Promise<Counted> => {
  const rows = { rollup, buckets: bucketsOf(range), conditions: conditionsOf(filter) };
  const { text, values } = rowsClause(rows);
  const [sums] = await sql.query<Sums>(`select ${ALL_SUMS} ${text}`, values);
  const counted = withUniques([{ group: '', figures: figuresOf(rollup, sums) }], () => readUniques(sql, rows, "''"))[0];
  if (counted === undefined) throw new Error('one row in, one row out');
  return counted;
};

/** The buckets of a timeline; `now` tells which minutes are kept. */
export const readTimeline = async (
  sql: Sql,
  rollup: RollupName,
  { range, filter, granularity, now }: Selection & { readonly granularity: Granularity; readonly now: Date },
): Promise<readonly CountedBucket[]> => {
  if (granularity === 'MINUTE') assertMinutesKept(rollup, range, now);
  const { spans, buckets } = planTimeline(range, granularity);
  const rows = { rollup, buckets, conditions: conditionsOf(filter) };
  const { text, values } = rowsClause(rows);
  const found = await sql.query<SumsRow>(`select ${BUCKET_MS} as "group", ${ALL_SUMS} ${text} group by 1`, values);
  const sums = addedUp(found, granularity);
  const named = spans.map((span) => {
    const group = `${span.from.getTime()}`;
    return { ...span, group, figures: figuresOf(rollup, sums.get(group)) };
  });
  return withUniques(named, () => readUniques(sql, rows, TIMELINE_BUCKET[granularity]));
};

const BUCKET_MS = '(extract(epoch from r.bucket) * 1000)::int8::text';
const TIMELINE_BUCKET: Readonly<Record<Granularity, string>> = {
  MINUTE: BUCKET_MS,
  HOUR: BUCKET_MS,
  DAY: BUCKET_MS,
  WEEK: `(extract(epoch from date_trunc('week', r.bucket, 'UTC')) * 1000)::int8::text`,
};

/** Buckets of rollups added up to those of the timeline. */
const addedUp = (rows: readonly SumsRow[], granularity: Granularity): ReadonlyMap<string, Sums> => {
  const sums = new Map<string, Record<string, number>>();
  for (const { group, ...row } of rows) {
    const name = `${timelineBucketOf(granularity, Number(group))}`;
    const sum = sums.get(name) ?? {};
    sums.set(name, sum);
    for (const [measure, value] of Object.entries(row)) sum[measure] = (sum[measure] ?? 0) + value;
  }
  return sums;
};

/** Throws UnansweredStatistics where minutes of the range are no longer kept. */
export const assertMinutesKept = (rollup: RollupName, { from }: Range, now: Date): void => {
  const { minutesKeptMs, facets } = rollupOf(rollup);
  if (now.getTime() - from.getTime() <= minutesKeptMs) return;
  const what = facets.length === 0 ? '' : ` of ${facets.join(' with ')}`;
  throw new UnansweredStatistics(`Minutes${what} are kept for ${minutesKeptMs / HOUR_MS} hours: ask for HOUR buckets or a later range.`);
};

/** A page of groups. */
export const readGroups = async (
  sql: Sql,
  rollup: RollupName,
  { range, filter, page }: Selection & { readonly page: GroupPage },
): Promise<Groups> => {
  const rows: RollupRows = { rollup, buckets: bucketsOf(range), conditions: conditionsOf(filter) };
  const group = groupExpression(DIMENSION_FACETS[page.by].map((facet) => keyColumn(rollup, facet)));
  const { text, values } = rowsClause(rows);
  const { orderBy, isAfter } = groupOrder(page.order);
  const found = await sql.query<SumsRow & { readonly value: number }>(
    `select * from (select *, (${ORDER_VALUES[page.order.field]})::float8 as value
      from (select ${group} as "group", ${ALL_SUMS} ${text} group by 1) as grouped) as valued
      where ${isAfter} order by ${orderBy} limit $7::int`,
    [...values, ...positionValues(page.after), page.limit + 1],
  );
  const shown = found.slice(0, page.limit).map((row) => {
    const keys = groupKeys(row.group, DIMENSION_FACETS[page.by].length);
    return { group: row.group, keys, figures: figuresOf(rollup, row), position: { value: row.value, keys } };
  });
  const narrowed = (): RollupRows => ({ ...rows, conditions: [...rows.conditions, ...conditionsOfGroups(page, shown)] });
  return { rows: withUniques(shown, () => readUniques(sql, narrowed(), group)), hasMore: found.length > page.limit };
};

const groupExpression = (columns: readonly string[]): string => columns.map((column) => `r.${column}`).join(` || '${KEY_SEPARATOR}' || `);

/** Only the groups of a page: their keys lie within the filter's, which they replace. */
const conditionsOfGroups = ({ by }: GroupPage, groups: readonly { readonly keys: readonly string[] }[]): readonly FacetCondition[] =>
  DIMENSION_FACETS[by].map((facet, i) => ({ facet, values: [...new Set(groups.map(({ keys }) => keys[i] ?? ''))] }));

/** One row for each key of a facet. */
export const readByKey = async (
  sql: Sql,
  rollup: 'CONTENT' | 'REGION',
  { range, keys }: { readonly range: Range; readonly keys: readonly string[] },
): Promise<readonly Counted[]> => {
  const rows: RollupRows = { rollup, buckets: bucketsOf(range), conditions: [{ facet: rollup, values: keys }] };
  const { text, values } = rowsClause(rows);
  const found = new Map(
    (await sql.query<SumsRow>(`select r.key1 as "group", ${ALL_SUMS} ${text} group by 1`, values)).map((row) => [row.group, row]),
  );
  const named = keys.map((group) => ({ group, figures: figuresOf(rollup, found.get(group)) }));
  return withUniques(named, () => readUniques(sql, rows, 'r.key1'));
};

/** Each kind of part: the rollup, what is asked about, what it consists of, and what parts are ordered by. */
const PARTS = {
  REGIONS_OF_CONTENT: { rollup: 'CONTENT_REGION', whole: 'CONTENT', part: 'key2', largest: 'plays' },
  DEVICE_TYPES_OF_REGION: { rollup: 'REGION_DEVICE', whole: 'REGION', part: 'key2', largest: 'events' },
  ERROR_CODES_OF_REGION: { rollup: 'REGION_ERROR', whole: 'REGION', part: 'key2', largest: 'events' },
} as const;

/** The largest parts of each key. A device whose type is not known is part of the whole and no part of its own. */
export const readParts = async (
  sql: Sql,
  of: PartsOf,
  { range, keys, limit }: { readonly range: Range; readonly keys: readonly string[]; readonly limit: number },
): Promise<readonly Parts[]> => {
  const { rollup, whole, part, largest } = PARTS[of];
  const { text, values } = rowsClause({ rollup, buckets: bucketsOf(range), conditions: [{ facet: whole, values: keys }] });
  const rows = await sql.query<PartRow>(
    `select * from (select *, sum(events) over whole as all_events, sum(plays) over whole as all_plays,
        row_number() over (partition by whole order by ($6::boolean or key <> '') desc, ${largest} desc, key collate "C") as place
      from (select r.key1 as whole, r.${part} as key, ${sumsOf(['events', 'plays'])} ${text} group by 1, 2) as parts
      window whole as (partition by whole)) as ranked
    where place <= $5::int and ${largest} > 0 and ($6::boolean or key <> '') order by place`,
    [...values, limit, of !== 'DEVICE_TYPES_OF_REGION'],
  );
  const byWhole = Map.groupBy(rows, (row) => row.whole);
  return keys.map((key) => {
    const parts = byWhole.get(key) ?? [];
    return { parts: parts.map(partOf), events: parts[0]?.all_events ?? 0, plays: parts[0]?.all_plays ?? 0 };
  });
};

type PartRow = Part & { readonly whole: string; readonly all_events: number; readonly all_plays: number };
const partOf = ({ key, events, plays }: PartRow): Part => ({ key, events, plays });
