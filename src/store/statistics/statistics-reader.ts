import type { RiskCategory, RiskLevel } from '#domain/risk.ts';

export type Granularity = 'MINUTE' | 'HOUR' | 'DAY' | 'WEEK';
export type Range = { readonly from: Date; readonly to: Date };
export type PlaybackCounts = { readonly events: number; readonly plays: number; readonly errors: number };
export type StatsBucket = Range & { readonly counts: PlaybackCounts };
export type LatencyPercentiles = { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number; readonly sampleCount: number };

/** Minute buckets are kept this long; older statistics are by the hour. */
export const MINUTE_ROLLUP_MS_KEPT = 48 * 3_600_000;
/** A timeline answers at most this many buckets. */
export const TIMELINE_BUCKETS_MAX = 1_500;

/** Statistics from rollups: the cost depends on the range, never on the number of events. */
export type StatisticsReader = {
  /** The range actually answered: `range` widened to whole minutes, or to whole hours where minutes are no longer kept. */
  alignedRange(range: Range): Range;
  summary(range: Range): Promise<PlaybackCounts>;
  /** Consecutive buckets that cover `range`, empty ones included, ascending; throws a RangeError above TIMELINE_BUCKETS_MAX. */
  timeline(range: Range, granularity: Granularity): Promise<readonly StatsBucket[]>;
  byLevel(range: Range): Promise<readonly { readonly level: RiskLevel; readonly count: number }[]>;
  byCategory(range: Range): Promise<readonly { readonly category: RiskCategory; readonly count: number }[]>;
  byRule(range: Range): Promise<readonly { readonly ruleKey: string; readonly count: number }[]>;
  /** How often SHADOW rules would have fired. */
  byShadowRule(range: Range): Promise<readonly { readonly ruleKey: string; readonly count: number }[]>;
  /** From acceptance to commit, of the events stored in `range`; within 5 %. */
  processingLatency(range: Range): Promise<LatencyPercentiles>;
  /** Events stored per second over the last full minute. */
  storedPerSecond(): Promise<number>;
  deadLetters(): Promise<number>;
};
