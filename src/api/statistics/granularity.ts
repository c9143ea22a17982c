import { enumOf } from '#api/common/enum-of.ts';
import type { Granularity as Value } from '#store/statistics/statistics-reader.ts';

/** How long a bucket of a timeline is. */
export const Granularity = enumOf<Value>('Granularity', 'How long a bucket of a timeline is.', {
  MINUTE: 'One minute, from the full minute; kept for 8 to 48 hours, depending on what is asked: an error says when they are gone.',
  HOUR: 'One hour, from the full hour UTC.',
  DAY: 'One day, from midnight UTC.',
  WEEK: 'One week, from Monday midnight UTC.',
});

/** Buckets a timeline is taken to have when the cost of an operation is estimated: most have 24 to 300. */
export const TIMELINE_COST = { items: 300 };
