import { builder } from '#api/builder.ts';
import type { ForwardPage } from '#api/common/forward-page.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { PlaybackStats } from '#api/statistics/playback-stats.ts';
import type { CountedGroup } from '#store/statistics/statistics-reader.ts';

const BreakdownRow = builder.objectRef<CountedGroup>('BreakdownRow').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'What was played of one value of the dimension.',
  fields: (t) => ({
    key: t.string({
      description: 'The value, e.g. NL or SMART_TV; empty for events that name none. Of two dimensions, both with a space between.',
      resolve: ({ keys }) => keys.join(' '),
    }),
    stats: t.field({ type: PlaybackStats, description: 'What was played of it, in numbers.', resolve: (group) => group }),
  }),
});

const BreakdownEdge = builder.objectRef<Edge<CountedGroup>>('BreakdownEdge').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'A row of a breakdown and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the row, for `after`.' }),
    node: t.expose('node', { type: BreakdownRow, description: 'The row at this place.' }),
  }),
});

/** A page of a breakdown. */
export const BreakdownConnection = builder.objectRef<ForwardPage<CountedGroup>>('BreakdownConnection').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'A page of a breakdown. Rows may move while events arrive: name a range that has ended to read all of them at rest.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [BreakdownEdge], description: 'The rows of the page with their cursors.' }),
    nodes: t.field({
      type: [BreakdownRow],
      description: 'The rows of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
  }),
});
