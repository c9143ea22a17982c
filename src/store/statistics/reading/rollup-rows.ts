import { plainArray, textArray } from '#store/array-literal.ts';
import { type Facet, MEASURE_NAMES, MEASURES, type Measure, type RollupName, rollupOf } from '#store/statistics/rollup.ts';
import type { FacetCondition } from './choose-rollup.ts';
import type { Bucket } from './timeline-plan.ts';

/** Which rows of which rollup. */
export type RollupRows = {
  readonly rollup: RollupName;
  readonly buckets: readonly Bucket[];
  readonly conditions: readonly FacetCondition[];
};

/** The part of a statement that names them, and its values: `r` are the rows, `$1` to `$4` are taken. */
export const rowsClause = ({
  rollup,
  buckets,
  conditions,
}: RollupRows): { readonly text: string; readonly values: readonly (string | null)[] } => {
  const values = [...new Map(conditions.map(({ facet, values: keys }) => [keyColumn(rollup, facet), keys])).entries()];
  const keys = (column: string): readonly string[] | undefined => values.find(([name]) => name === column)?.[1];
  const [first, second] = [keys('key1'), keys('key2')];
  return {
    text: from(
      rollup,
      (first ? ' and key1 = any ($3::text[])' : ' and $3::text[] is null') +
        (second ? ' and key2 = any ($4::text[])' : ' and $4::text[] is null'),
    ),
    values: [
      plainArray(buckets.map(({ grain }) => grain)),
      plainArray(buckets.map(({ bucketMs }) => new Date(bucketMs).toISOString())),
      first ? textArray(first) : null,
      second ? textArray(second) : null,
    ],
  };
};

/** The column of `rollups` that holds a facet; the rollup has it. */
export const keyColumn = (rollup: RollupName, facet: Facet): 'key1' | 'key2' => (rollupOf(rollup).facets[0] === facet ? 'key1' : 'key2');

/**
 * The primary key of the grain's own table finds each bucket; rollups_content_of_region_index what is played in a region.
 * `offset 0` has them found one by one: joined, the planner may take all buckets there are for those that are asked for.
 */
const from = (rollup: RollupName, and: string): string => `from unnest($1::text[], $2::timestamptz[]) as b (grain, bucket)
  cross join lateral (select * from rollups where rollup = '${rollup}' and grain = b.grain and bucket = b.bucket${and} offset 0) as r`;

/** A row of sums: one number for each measure asked for. */
export type Sums = Partial<Record<Measure, number>>;

/** `sum(…)` of measures, each named as the measure. */
export const sumsOf = (measures: readonly Measure[]): string =>
  measures.map((name) => `coalesce(sum(r.${MEASURES[name]}), 0)::float8 as "${name}"`).join(', ');

export const ALL_SUMS = sumsOf(MEASURE_NAMES);
