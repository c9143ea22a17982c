import { DAY_MS, type Grain, GRAIN_MS, HOUR_MS, MINUTE_MS } from '#store/statistics/rollup.ts';
import {
  type Granularity,
  MINUTE_RANGE_MS_MAX,
  type Range,
  TIMELINE_BUCKETS_MAX,
  UnansweredStatistics,
} from '#store/statistics/statistics-reader.ts';

/** One bucket of a rollup. */
export type Bucket = { readonly grain: Grain; readonly bucketMs: number };

/** Longer ranges are not answered. */
const RANGE_DAYS_MAX = 1_100;

/** Widened to whole minutes where it begins within MINUTE_RANGE_MS_MAX before `now`, else to whole hours. */
export const alignRange = ({ from, to }: Range, now: Date): Range => {
  const width = now.getTime() - from.getTime() <= MINUTE_RANGE_MS_MAX ? MINUTE_MS : HOUR_MS;
  return { from: new Date(Math.floor(from.getTime() / width) * width), to: new Date(Math.ceil(to.getTime() / width) * width) };
};

/** The fewest buckets that make up an aligned range: days, with hours and minutes at its ends. Throws UnansweredStatistics for one that is too long. */
export const bucketsOf = ({ from, to }: Range): readonly Bucket[] => {
  if (to.getTime() - from.getTime() > RANGE_DAYS_MAX * DAY_MS) {
    throw new UnansweredStatistics(`Statistics are answered over at most ${RANGE_DAYS_MAX} days: ask for a shorter range.`);
  }
  const buckets: Bucket[] = [];
  for (let at = from.getTime(); at < to.getTime();) {
    const grain = widestAt(at, to.getTime());
    buckets.push({ grain, bucketMs: at });
    at += GRAIN_MS[grain];
  }
  return buckets;
};

const WIDEST_FIRST = ['DAY', 'HOUR', 'MINUTE'] as const;

const widestAt = (at: number, until: number): Grain =>
  WIDEST_FIRST.find((grain) => at % GRAIN_MS[grain] === 0 && at + GRAIN_MS[grain] <= until) ?? 'MINUTE';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday of the epoch: weeks begin on Monday, as in ISO 8601. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const WIDTH_MS: Record<Granularity, number> = { MINUTE: MINUTE_MS, HOUR: HOUR_MS, DAY: DAY_MS, WEEK: WEEK_MS };
const GRAIN_OF: Record<Granularity, Grain> = { MINUTE: 'MINUTE', HOUR: 'HOUR', DAY: 'DAY', WEEK: 'DAY' };

const originOf = (granularity: Granularity): number => (granularity === 'WEEK' ? FIRST_MONDAY_MS : 0);

/** Where the bucket of a timeline begins that an instant lies in. */
export const timelineBucketOf = (granularity: Granularity, atMs: number): number => {
  const origin = originOf(granularity);
  return Math.floor((atMs - origin) / WIDTH_MS[granularity]) * WIDTH_MS[granularity] + origin;
};

/** The consecutive buckets that cover `range`, and those of rollups they are made of; throws UnansweredStatistics above TIMELINE_BUCKETS_MAX. */
export const planTimeline = (
  { from, to }: Range,
  granularity: Granularity,
): { readonly spans: readonly Range[]; readonly buckets: readonly Bucket[] } => {
  const width = WIDTH_MS[granularity];
  const start = timelineBucketOf(granularity, from.getTime());
  const count = Math.max(0, Math.ceil((to.getTime() - start) / width));
  if (count > TIMELINE_BUCKETS_MAX) {
    throw new UnansweredStatistics(`${count} buckets are more than ${TIMELINE_BUCKETS_MAX}: ask for a shorter range or wider buckets.`);
  }
  const grain = GRAIN_OF[granularity];
  const parts = width / GRAIN_MS[grain];
  return {
    spans: Array.from({ length: count }, (_, i) => ({ from: new Date(start + i * width), to: new Date(start + (i + 1) * width) })),
    buckets: Array.from({ length: count * parts }, (_, i) => ({ grain, bucketMs: start + i * GRAIN_MS[grain] })),
  };
};
