import type { RiskCategory, RiskLevel } from '#domain/risk.ts';
import { latencyQuantiles } from './latency-bucket.ts';
import { HOUR_MS, MINUTE_MS, type RollupDimension } from './rollup-dimension.ts';
import type { Sql } from '#store/sql.ts';
import { MINUTE_ROLLUP_MS_KEPT, type PlaybackCounts, type Range, type StatisticsReader } from './statistics-reader.ts';
import { emptyTimeline } from './timeline.ts';

/** Statistics read from the rollup table. */
export const createSqlStatisticsReader = (sql: Sql, now: () => Date): StatisticsReader => {
  const alignedRange = (range: Range): Range => alignRange(range, now());
  const byKey = (dimension: RollupDimension, range: Range) => countsByKey(sql, dimension, alignedRange(range));
  return {
    alignedRange,
    summary: async (range) => counts((await byKey('ALL', range))[0] ?? NOTHING),
    timeline: async (range, granularity) => {
      if (granularity === 'MINUTE') assertMinutesKept(range, now());
      const buckets = emptyTimeline(alignedRange(range), granularity);
      const first = buckets[0]?.from ?? range.from;
      const last = buckets.at(-1)?.to ?? range.to;
      const grain = granularity === 'MINUTE' ? 'MINUTE' : 'HOUR';
      const rows = await sql.query<CountRow & { bucket_ms: number }>(TIMELINE, [
        grain,
        first.toISOString(),
        last.toISOString(),
        granularity.toLowerCase(),
      ]);
      const counted = new Map(rows.map((row) => [row.bucket_ms, counts(row)]));
      return buckets.map((bucket) => ({ ...bucket, counts: counted.get(bucket.from.getTime()) ?? NOTHING }));
    },
    byLevel: async (range) => (await byKey('LEVEL', range)).map(({ key, events }) => ({ level: key as RiskLevel, count: events })),
    byCategory: async (range) =>
      (await byKey('CATEGORY', range)).map(({ key, events }) => ({ category: key as RiskCategory, count: events })),
    byRule: async (range) => (await byKey('RULE', range)).map(({ key, events }) => ({ ruleKey: key, count: events })),
    byShadowRule: async (range) => (await byKey('SHADOW_RULE', range)).map(({ key, events }) => ({ ruleKey: key, count: events })),
    processingLatency: async (range) => {
      const buckets = (await byKey('LATENCY', range)).map(({ key, events }) => ({ bucket: Number(key), count: events }));
      const [p50Ms = 0, p95Ms = 0, p99Ms = 0] = latencyQuantiles(buckets, [0.5, 0.95, 0.99]);
      return { p50Ms, p95Ms, p99Ms, sampleCount: buckets.reduce((sum, { count }) => sum + count, 0) };
    },
    storedPerSecond: async () => {
      const to = now().getTime() - (now().getTime() % MINUTE_MS);
      const rows = await countsByKey(sql, 'LATENCY', { from: new Date(to - MINUTE_MS), to: new Date(to) });
      return rows.reduce((sum, { events }) => sum + events, 0) / (MINUTE_MS / 1000);
    },
    deadLetters: async () => (await sql.query<{ count: number }>('select count(*)::float8 as count from dead_letters'))[0]?.count ?? 0,
  };
};

type CountRow = { readonly events: number; readonly plays: number; readonly errors: number };
const NOTHING: PlaybackCounts = { events: 0, plays: 0, errors: 0 };
const counts = ({ events, plays, errors }: CountRow): PlaybackCounts => ({ events, plays, errors });

/** Whole minutes while they are kept, whole hours before that. */
const alignRange = ({ from, to }: Range, now: Date): Range => {
  const minutesFrom = now.getTime() - MINUTE_ROLLUP_MS_KEPT;
  const width = (at: Date) => (at.getTime() < minutesFrom ? HOUR_MS : MINUTE_MS);
  return {
    from: new Date(Math.floor(from.getTime() / width(from)) * width(from)),
    to: new Date(Math.ceil(to.getTime() / width(to)) * width(to)),
  };
};

const assertMinutesKept = ({ from }: Range, now: Date): void => {
  if (now.getTime() - from.getTime() > MINUTE_ROLLUP_MS_KEPT + MINUTE_MS) {
    throw new RangeError(`minutes are kept for ${MINUTE_ROLLUP_MS_KEPT / HOUR_MS} h: ask for HOUR buckets or a later range`);
  }
};

/** Hours where the range holds them whole, minutes at its edges: the primary key finds both. */
const countsByKey = (
  sql: Sql,
  dimension: RollupDimension,
  { from, to }: Range,
): Promise<readonly (CountRow & { readonly key: string })[]> => {
  const hoursFrom = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS);
  const hoursTo = new Date(Math.max(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS, hoursFrom.getTime()));
  const isWithinHour = hoursFrom.getTime() > to.getTime();
  const edges = isWithinHour ? [from, to, to, to] : [from, hoursFrom, hoursTo, to];
  return sql.query(BY_KEY, [dimension, ...edges.map((at) => at.toISOString())]);
};

const SUMS = 'sum(events)::float8 as events, sum(plays)::float8 as plays, sum(errors)::float8 as errors';

const BY_KEY = `select key, ${SUMS} from rollups
  where dimension = $1 and (
    (grain = 'MINUTE' and bucket >= $2::timestamptz and bucket < $3::timestamptz)
    or (grain = 'HOUR' and bucket >= $3::timestamptz and bucket < $4::timestamptz)
    or (grain = 'MINUTE' and bucket >= $4::timestamptz and bucket < $5::timestamptz))
  group by key order by sum(events) desc, key`;

const TIMELINE = `select extract(epoch from date_trunc($4, bucket, 'UTC'))::float8 * 1000 as bucket_ms, ${SUMS}
  from rollups where dimension = 'ALL' and grain = $1 and bucket >= $2::timestamptz and bucket < $3::timestamptz
  group by 1`;
