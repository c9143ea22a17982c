import { builder } from '#api/builder.ts';
import { readLimit } from '#api/common/read-limit.ts';
import type { ApiContext } from '#api/context.ts';
import { answeredRange, rangeArgs } from '#api/statistics/statistics-range.ts';
import type { Parts, PartsOf } from '#store/statistics/statistics-reader.ts';

/** The arguments of every list of the largest parts of something. */
export const sharesArgs = builder.args((t) => ({
  ...rangeArgs,
  first: t.int({ required: true, defaultValue: 10, description: 'How many of the largest, 1 to 100.' }),
}));

type SharesArgs = Parameters<typeof answeredRange>[1] & { readonly first: number };

/** The largest parts of one title or region; throws BAD_USER_INPUT for a number out of range. */
export const loadParts = ({ loaders, ports }: ApiContext, what: { of: PartsOf; key: string }, args: SharesArgs): Promise<Parts> =>
  loaders.partsByKey.load({ ...what, range: answeredRange(ports, args), limit: readLimit(args.first) });

/** A part of a whole, 0 to 1; 0 of nothing. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
