import { builder } from '#api/builder.ts';
import type { CursorCodec } from '#domain/cursor.ts';
import { readPage } from './page-args.ts';
import { type Page, pageOf } from './page.ts';

/** The arguments of a connection that is read from its beginning. */
export const forwardPageArgs = builder.args((t) => ({
  first: t.int({ description: 'Take this many items, 1 to 100; 25 when left out.' }),
  after: t.field({ type: 'Cursor', description: 'Only items after this cursor of the same list; from the beginning when left out.' }),
}));

/** One page of a list that is read from its beginning, and is not counted. */
export type ForwardPage<Item> = Pick<Page<Item>, 'edges' | 'pageInfo'>;

type ForwardArgs = { readonly first?: number | null | undefined; readonly after?: string | null | undefined };

/** Reads a page; throws BAD_USER_INPUT for a number out of range or a cursor of another list. */
export const readForwardPage = async <Item, Position>(
  { first, after }: ForwardArgs,
  list: {
    readonly codec: CursorCodec<Position>;
    readonly positionOf: (item: Item) => Position;
    readonly read: (page: {
      readonly after: Position | null;
      readonly limit: number;
    }) => Promise<{ readonly rows: readonly Item[]; readonly hasMore: boolean }>;
  },
): Promise<ForwardPage<Item>> => {
  const { codec, positionOf } = list;
  const request = readPage({ first, after }, codec, 'first');
  const { rows: items, hasMore } = await list.read({ after: request.after ?? null, limit: request.limit });
  const { edges, pageInfo } = pageOf({ items, hasMore, request, codec, positionOf, count: async () => items.length });
  return { edges, pageInfo };
};
