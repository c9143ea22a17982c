import { graphql } from './graphql-request.ts';

/** What the API says was counted over a range. */
export type Counts = {
  readonly events: number;
  readonly plays: number;
  readonly errors: number;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byRule: Readonly<Record<string, number>>;
};

const HOUR_MS = 3_600_000;
/** Ranges that begin this long ago are answered from minutes, and from hours. */
const RANGES_MS = { minutes: 3 * HOUR_MS, hours: 72 * HOUR_MS } as const;

/** The counters as analysts see them, from the minutes and from the hours; the same events must be in both. */
export const readCounts = async (url: string): Promise<{ readonly minutes: Counts; readonly hours: Counts }> => ({
  minutes: await readRange(url, RANGES_MS.minutes),
  hours: await readRange(url, RANGES_MS.hours),
});

const COUNTS = `query Counts($range: TimeRangeInput!) {
  stats(range: $range) {
    summary { events plays errors }
    timeline(granularity: HOUR) { stats { events plays errors } }
  }
  compliance(range: $range) { evaluated byLevel { level count } byCategory { category count } byRule { rule { key } count } }
}`;

type Totals = Pick<Counts, 'events' | 'plays' | 'errors'>;
type Answer = {
  readonly stats: { readonly summary: Totals; readonly timeline: readonly { readonly stats: Totals }[] };
  readonly compliance: {
    readonly evaluated: number;
    readonly byLevel: readonly { readonly level: string; readonly count: number }[];
    readonly byCategory: readonly { readonly category: string; readonly count: number }[];
    readonly byRule: readonly { readonly rule: { readonly key: string }; readonly count: number }[];
  };
};

const readRange = async (url: string, spanMs: number): Promise<Counts> => {
  const now = Date.now();
  const range = { from: new Date(now - spanMs).toISOString(), to: new Date(now + HOUR_MS).toISOString() };
  const { stats, compliance } = await graphql<Answer>(url, COUNTS, { range });
  const inBuckets = stats.timeline.reduce((sum, bucket) => sum + bucket.stats.events, 0);
  if (inBuckets !== stats.summary.events) throw new Error(`${inBuckets} events in the timeline, ${stats.summary.events} in the summary`);
  if (compliance.evaluated !== stats.summary.events) throw new Error(`${compliance.evaluated} scored of ${stats.summary.events} events`);
  return {
    ...stats.summary,
    byLevel: recordOf(compliance.byLevel, ({ level }) => level),
    byCategory: recordOf(compliance.byCategory, ({ category }) => category),
    byRule: recordOf(compliance.byRule, ({ rule }) => rule.key),
  };
};

/** Zeros are left out: whether they are listed is not what is compared. */
const recordOf = <Row extends { readonly count: number }>(rows: readonly Row[], nameOf: (row: Row) => string): Record<string, number> =>
  Object.fromEntries(rows.filter(({ count }) => count > 0).map((row) => [nameOf(row), row.count]));
