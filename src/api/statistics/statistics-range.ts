import { builder } from '#api/builder.ts';
import { rangeOrDefault, TimeRangeInput } from '#api/common/time-range.ts';
import type { ApiPorts } from '#api/context.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

type RangeArgs = { readonly range?: typeof TimeRangeInput.$inferInput | null | undefined };

/** The argument of everything that is counted over a range. */
export const rangeArgs = builder.args((t) => ({
  range: t.field({
    type: TimeRangeInput,
    description:
      'Which events: by when they occurred. Widened to whole minutes where it begins within the last 6 hours, else to whole hours. Default: the last 24 hours.',
  }),
}));

/** What a field that tells the range says about it. */
export const ANSWERED_RANGE =
  'The range actually answered: the one asked for, widened to whole minutes where it begins within the last 6 hours, else to whole hours.';

/** An instant of the last day of a range. */
export const lastInstant = ({ to }: Range): Date => new Date(to.getTime() - 1);

/** The range that is answered; throws BAD_USER_INPUT for one that is none. */
export const answeredRange = ({ statistics, now }: Pick<ApiPorts, 'statistics' | 'now'>, { range }: RangeArgs): Range =>
  statistics.alignedRange(rangeOrDefault(range, now()));
