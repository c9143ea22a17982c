import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import type { CursorCodec } from '#domain/cursor.ts';

/** Items of a page when a client names no number. */
export const PAGE_SIZE_DEFAULT = 25;
/** Items of a page at most. */
const PAGE_SIZE_MAX = 100;

/** The arguments of every connection. */
export const pageArgs = builder.args((t) => ({
  first: t.int({ description: `Take this many items from the beginning, 1 to ${PAGE_SIZE_MAX}. Not together with \`last\`.` }),
  after: t.field({ type: 'Cursor', description: 'Only items after this cursor; without a `range` in the filter, of any age.' }),
  last: t.int({ description: `Take this many items from the end, 1 to ${PAGE_SIZE_MAX}. Not together with \`first\`.` }),
  before: t.field({ type: 'Cursor', description: 'Only items before this cursor; without a `range` in the filter, of any age.' }),
}));

export type PageArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** Which items a client asks for. */
export type PageRequest<Position> = {
  readonly after?: Position;
  readonly before?: Position;
  readonly limit: number;
  readonly from: 'first' | 'last';
};

/**
 * Reads the arguments of a connection; throws BAD_USER_INPUT for a number out of range or a cursor of another list.
 * Without a number a page is taken beside the cursor it names, else from `defaultEnd`.
 */
export const readPage = <Position>(args: PageArgs, codec: CursorCodec<Position>, defaultEnd: 'first' | 'last'): PageRequest<Position> => {
  const { first, last, after, before } = args;
  if (first != null && last != null) throw badUserInput('`first` and `last` exclude each other.');
  return {
    ...(after != null && { after: readCursor(after, codec) }),
    ...(before != null && { before: readCursor(before, codec) }),
    limit: pageSize(first ?? last ?? PAGE_SIZE_DEFAULT),
    from: endOf(args, defaultEnd),
  };
};

/** The position of a cursor; throws BAD_USER_INPUT when it is damaged or of another list. */
export const readCursor = <Position>(cursor: string, codec: CursorCodec<Position>): Position => {
  const position = codec.decode(cursor);
  if (position === null) throw badUserInput('The cursor is damaged or belongs to another list.');
  return position;
};

const endOf = ({ first, last, after, before }: PageArgs, defaultEnd: 'first' | 'last'): 'first' | 'last' => {
  if (first != null) return 'first';
  if (last != null) return 'last';
  if (after != null) return 'first';
  return before != null ? 'last' : defaultEnd;
};

const pageSize = (size: number): number => {
  if (size >= 1 && size <= PAGE_SIZE_MAX) return size;
  throw badUserInput(`A page has 1 to ${PAGE_SIZE_MAX} items, not ${size}.`);
};
