import type { PlaybackEventType, SubscriptionPlan } from '#domain/playback-event.ts';

export type Granularity = 'MINUTE' | 'HOUR' | 'DAY' | 'WEEK';
/** [from, to). */
export type Range = { readonly from: Date; readonly to: Date };

/** Ranges that begin this recently are answered by the minute; all others by the hour. */
export const MINUTE_RANGE_MS_MAX = 6 * 3_600_000;
/** A timeline answers at most this many buckets. */
export const TIMELINE_BUCKETS_MAX = 1_500;
/** Questions no statistic is kept for are answered from events over at most this long. */
export const EVENTS_RANGE_MS_MAX = 7 * 86_400_000;

/** Which events count. An absent condition lets every event pass, an empty list none. */
export type StatisticsFilter = {
  readonly regions?: readonly string[] | undefined;
  readonly contentIds?: readonly string[] | undefined;
  /** Pseudonyms. */
  readonly deviceIds?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
  readonly eventTypes?: readonly PlaybackEventType[] | undefined;
  readonly subscriptionPlans?: readonly SubscriptionPlan[] | undefined;
};

/** `range` as `alignedRange` answers it. */
export type Selection = { readonly range: Range; readonly filter: StatisticsFilter };

/** What can be added up. What is measured in sessions is null where events of only some types are asked for: a stretch of playback is of no type. */
export type Figures = {
  readonly events: number;
  readonly plays: number;
  readonly errors: number;
  readonly watchMs: number | null;
  readonly rebufferMs: number | null;
  /** Sessions that tried to play. */
  readonly attempts: number | null;
  /** Sessions that failed before the first frame. */
  readonly startFailures: number | null;
};

/** A count that may be estimated: the standard error of the estimate as a share of it, 0 when it is exact. */
export type ApproximateCount = { readonly value: number; readonly relativeError: number };
export type Uniques = { readonly viewers: ApproximateCount; readonly devices: ApproximateCount };

/** One row of an answer. Who was counted is read when first asked for, for all rows of the answer at once. */
export type Counted = { readonly figures: Figures; uniques(): Promise<Uniques> };
export type CountedBucket = Range & Counted;
/** `keys` holds one value for each facet of the dimension; empty text stands for events that name none. */
export type CountedGroup = Counted & { readonly keys: readonly string[] };

export const STATISTICS_DIMENSIONS = [
  'CONTENT',
  'REGION',
  'DEVICE_TYPE',
  'APP_VERSION',
  'NETWORK_TYPE',
  'EVENT_TYPE',
  'SOURCE',
  'SOURCE_AND_EVENT_TYPE',
  'SUBSCRIPTION_PLAN',
] as const;
export type StatisticsDimension = (typeof STATISTICS_DIMENSIONS)[number];

export type GroupOrderField = 'EVENTS' | 'PLAYS' | 'WATCH_TIME' | 'ERROR_RATE' | 'KEY';
/** Ties are broken by key, ascending. */
export type GroupOrder = { readonly field: GroupOrderField; readonly direction: 'ASC' | 'DESC' };
/** Where a group stands in its order: the value ordered by (0 in the order of keys), then its keys. */
export type GroupPosition = { readonly value: number; readonly keys: readonly string[] };

export type GroupPage = {
  readonly by: StatisticsDimension;
  readonly order: GroupOrder;
  readonly after: GroupPosition | null;
  readonly limit: number;
};
export type Groups = { readonly rows: readonly (CountedGroup & { readonly position: GroupPosition })[]; readonly hasMore: boolean };

/** A part of something: `events` and `plays` of it, and of the whole. */
export type Part = { readonly key: string; readonly events: number; readonly plays: number };
export type Parts = { readonly parts: readonly Part[]; readonly events: number; readonly plays: number };
/** Regions by plays, device types and errors by events. */
export type PartsOf = 'REGIONS_OF_CONTENT' | 'DEVICE_TYPES_OF_REGION' | 'ERROR_CODES_OF_REGION';

/** Thrown for what no statistic is kept for; the message says what to ask instead. */
export class UnansweredStatistics extends Error {
  override readonly name = 'UnansweredStatistics';
}

/**
 * Statistics of playback, by when events occurred. Answers from rollups cost what the range costs, never what is stored.
 * Rejects with UnansweredStatistics for what there is no rollup for and events cannot answer in time.
 */
export type StatisticsReader = {
  /** The range actually answered: widened to whole minutes where it begins within MINUTE_RANGE_MS_MAX, else to whole hours. */
  alignedRange(range: Range): Range;
  summary(selection: Selection): Promise<Counted>;
  /** Consecutive buckets that cover the range, empty ones included, ascending. */
  timeline(selection: Selection, granularity: Granularity): Promise<readonly CountedBucket[]>;
  breakdown(selection: Selection, page: GroupPage): Promise<Groups>;
  /** One row for each key, in the order of `keys`; zeros for what did not occur. */
  byKey(range: Range, facet: 'CONTENT' | 'REGION' | 'DEVICE', keys: readonly string[]): Promise<readonly Counted[]>;
  /** The largest parts of each key, at most `limit`, in the order of `keys`. */
  partsOf(range: Range, of: PartsOf, about: { readonly keys: readonly string[]; readonly limit: number }): Promise<readonly Parts[]>;
  /** Of what is stored, everything accepted before this is counted; null when nothing waits to be counted. */
  uncountedSince(): Promise<Date | null>;
};
