import type { Sql } from '#store/sql.ts';
import { uncountedEvents, uncountedSince } from '#store/statistics/counting/uncounted-batches.ts';
import { latencyQuantiles } from '#store/statistics/latency-bucket.ts';
import { rowsClause } from '#store/statistics/reading/rollup-rows.ts';
import { alignRange, bucketsOf } from '#store/statistics/reading/timeline-plan.ts';
import { MINUTE_MS } from '#store/statistics/rollup.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';
import type { PipelineReader } from './pipeline-reader.ts';

/** How events got into the store, read from the database. */
export const createSqlPipelineReader = (sql: Sql, now: () => Date): PipelineReader => ({
  async processingLatency(range) {
    const buckets = await readLatencies(sql, alignRange(range, now()));
    const [p50Ms = 0, p95Ms = 0, p99Ms = 0] = latencyQuantiles(buckets, [0.5, 0.95, 0.99]);
    return { p50Ms, p95Ms, p99Ms, sampleCount: sumOf(buckets) };
  },
  async storedPerSecond() {
    const waiting = await uncountedSince(sql);
    const until = Math.min(now().getTime(), waiting?.storedAt.getTime() ?? Infinity);
    const to = until - (until % MINUTE_MS);
    return sumOf(await readLatencies(sql, { from: new Date(to - MINUTE_MS), to: new Date(to) })) / (MINUTE_MS / 1000);
  },
  deadLetters: (range) => countOf(sql, DEAD_LETTERS, [range?.from.toISOString() ?? null, range?.to.toISOString() ?? null]),
  retrying: () => countOf(sql, 'select count(*)::float8 as count from failed_attempts', []),
  uncountedEvents: () => uncountedEvents(sql),
});

type LatencyCount = { readonly bucket: number; readonly count: number };

const readLatencies = async (sql: Sql, range: Range): Promise<readonly LatencyCount[]> => {
  const { text, values } = rowsClause({ rollup: 'LATENCY', buckets: bucketsOf(range), conditions: [] });
  return sql.query<LatencyCount>(`select r.key1::int as bucket, sum(r.events)::float8 as count ${text} group by 1`, values);
};

const sumOf = (buckets: readonly LatencyCount[]): number => buckets.reduce((sum, { count }) => sum + count, 0);

const countOf = async (sql: Sql, text: string, values: readonly unknown[]): Promise<number> =>
  (await sql.query<{ readonly count: number }>(text, values))[0]?.count ?? 0;

/** Relies on dead_letters_failed_index. */
const DEAD_LETTERS = `select count(*)::float8 as count from dead_letters
  where ($1::timestamptz is null or failed_at >= $1) and ($2::timestamptz is null or failed_at < $2)`;
