import type { CursorCodec } from '#domain/cursor.ts';
import type { PageRequest } from './page-args.ts';

export type Edge<Item> = { readonly cursor: string; readonly node: Item };
export type PageInfo = {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
};

/** One page of an ordered list, with the means to count the whole of it. */
export type Page<Item> = {
  readonly edges: readonly Edge<Item>[];
  readonly pageInfo: PageInfo;
  /** Counts matching items up to `limit` + 1. */
  readonly count: (limit: number) => Promise<number>;
};

/** A page as connections answer it. */
export const pageOf = <Item, Position>(found: {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly request: PageRequest<Position>;
  readonly codec: CursorCodec<Position>;
  readonly positionOf: (item: Item) => Position;
  readonly count: (limit: number) => Promise<number>;
}): Page<Item> => {
  const { items, request, hasMore, codec, positionOf, count } = found;
  const edges = items.map((node) => ({ cursor: codec.encode(positionOf(node)), node }));
  const pageInfo = {
    hasNextPage: request.from === 'first' ? hasMore : request.before !== undefined,
    hasPreviousPage: request.from === 'last' ? hasMore : request.after !== undefined,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo, count };
};

/** A page of a list in which nothing can be. */
export const emptyPage = ({ from, after, before }: PageRequest<unknown>): Page<never> => ({
  edges: [],
  pageInfo: {
    hasNextPage: from === 'last' && before !== undefined,
    hasPreviousPage: from === 'first' && after !== undefined,
    startCursor: null,
    endCursor: null,
  },
  count: () => Promise.resolve(0),
});
