import { enumOf } from '#api/common/enum-of.ts';
import type { Granularity as Value } from '#store/statistics/statistics-reader.ts';

/** How long a bucket of a timeline is. */
export const Granularity = enumOf<Value>('Granularity', 'How long a bucket of a timeline is.', {
  MINUTE: 'One minute, from the full minute; kept for hours, not for days: an error says when they are gone.',
  HOUR: 'One hour, from the full hour UTC.',
  DAY: 'One day, from midnight UTC.',
  WEEK: 'One week, from Monday midnight UTC.',
});
