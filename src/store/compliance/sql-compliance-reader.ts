import type { Regulation, RiskCategory, RiskLevel } from '#domain/risk.ts';
import type { Sql } from '#store/sql.ts';
import { assertMinutesKept } from '#store/statistics/reading/rollup-answers.ts';
import { rowsClause } from '#store/statistics/reading/rollup-rows.ts';
import { bucketsOf, planTimeline, timelineBucketOf } from '#store/statistics/reading/timeline-plan.ts';
import type { RollupName } from '#store/statistics/rollup.ts';
import type { ComplianceReader, ComplianceSelection, RegionRisk } from './compliance-reader.ts';

/** What the rules found, read from rollups. */
export const createSqlComplianceReader = (sql: Sql, now: () => Date): ComplianceReader => ({
  byLevel: async (selection) =>
    (await countByKey(sql, 'REGION_LEVEL', selection)).map(({ key, count }) => ({ level: key as RiskLevel, count })),
  byCategory: async (selection) =>
    (await countByKey(sql, 'REGION_CATEGORY', selection)).map(({ key, count }) => ({ category: key as RiskCategory, count })),
  byRule: async (selection) => (await countByKey(sql, 'REGION_RULE', selection)).map(({ key, count }) => ({ ruleKey: key, count })),
  byShadowRule: async (selection) => (await countByKey(sql, 'REGION_SHADOW', selection)).map(({ key, count }) => ({ ruleKey: key, count })),
  byRegulation: async (selection) =>
    (await countByKey(sql, 'REGION_LAW', selection)).map(({ key, count }) => ({ regulation: key as Regulation, count })),
  async regions(selection, { after, limit }) {
    const { text, values } = clauseOf('REGION_LEVEL', selection);
    const rows = await sql.query<RegionRisk>(regionsStatement(text), [...values, after?.flagged ?? null, after?.region ?? '', limit + 1]);
    return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
  },
  async timeline({ range, regions }, granularity) {
    const rollup = regions === undefined ? 'ALL' : 'REGION';
    if (granularity === 'MINUTE') assertMinutesKept(rollup, range, now());
    const { spans, buckets } = planTimeline(range, granularity);
    const { text, values } = rowsClause({ rollup, buckets, conditions: conditionsOf(regions) });
    const rows = await sql.query<{ readonly at: number; readonly evaluated: number; readonly alerts: number }>(
      `select (extract(epoch from r.bucket) * 1000)::float8 as at, sum(r.events)::float8 as evaluated, sum(r.alerts)::float8 as alerts ${text} group by 1`,
      values,
    );
    const byBucket = Map.groupBy(rows, ({ at }) => timelineBucketOf(granularity, at));
    return spans.map((span) => {
      const parts = byBucket.get(span.from.getTime()) ?? [];
      const sum = (of: 'evaluated' | 'alerts') => parts.reduce((total, part) => total + part[of], 0);
      return { ...span, evaluated: sum('evaluated'), alerts: sum('alerts') };
    });
  },
});

const conditionsOf = (regions: readonly string[] | undefined) =>
  regions === undefined ? [] : [{ facet: 'REGION' as const, values: regions }];

const clauseOf = (rollup: RollupName, { range, regions }: ComplianceSelection): ReturnType<typeof rowsClause> =>
  rowsClause({ rollup, buckets: bucketsOf(range), conditions: conditionsOf(regions) });

const countByKey = (
  sql: Sql,
  rollup: RollupName,
  selection: ComplianceSelection,
): Promise<readonly { readonly key: string; readonly count: number }[]> => {
  const { text, values } = clauseOf(rollup, selection);
  return sql.query(
    `select r.key2 as key, sum(r.events)::float8 as count ${text} group by 1 having sum(r.events) > 0 order by 2 desc, 1`,
    values,
  );
};

const regionsStatement = (clause: string): string => `select * from (
    select r.key1 as region, sum(r.events)::float8 as evaluated, coalesce(sum(r.events) filter (where r.key2 <> 'LOW'), 0)::float8 as flagged,
      coalesce(sum(r.events) filter (where r.key2 in ('HIGH', 'CRITICAL')), 0)::float8 as "highRisk", sum(r.score)::float8 as "scoreSum"
    ${clause} group by 1 having sum(r.events) > 0) as region_risks
  where $5::float8 is null or flagged < $5 or (flagged = $5 and region collate "C" > $6::text)
  order by flagged desc, region collate "C" limit $7::int`;
