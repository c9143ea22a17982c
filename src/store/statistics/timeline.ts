import { HOUR_MS, MINUTE_MS } from './rollup-dimension.ts';
import { type Granularity, type Range, TIMELINE_BUCKETS_MAX } from './statistics-reader.ts';

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday of the epoch: weeks begin on Monday, as in ISO 8601. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const WIDTH_MS: Record<Granularity, number> = { MINUTE: MINUTE_MS, HOUR: HOUR_MS, DAY: DAY_MS, WEEK: WEEK_MS };

/** The consecutive buckets that cover `range`; throws a RangeError when there would be more than TIMELINE_BUCKETS_MAX. */
export const emptyTimeline = ({ from, to }: Range, granularity: Granularity): readonly Range[] => {
  const width = WIDTH_MS[granularity];
  const origin = granularity === 'WEEK' ? FIRST_MONDAY_MS : 0;
  const start = Math.floor((from.getTime() - origin) / width) * width + origin;
  const count = Math.max(0, Math.ceil((to.getTime() - start) / width));
  if (count > TIMELINE_BUCKETS_MAX)
    throw new RangeError(`${count} buckets are more than ${TIMELINE_BUCKETS_MAX}: ask for a shorter range or wider buckets`);
  return Array.from({ length: count }, (_, i) => ({ from: new Date(start + i * width), to: new Date(start + (i + 1) * width) }));
};
