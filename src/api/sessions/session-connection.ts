import { builder } from '#api/builder.ts';
import type { ForwardPage } from '#api/common/forward-page.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { PlaybackSession } from '#api/type-refs.ts';
import type { StoredSession } from '#store/sessions/session-reader.ts';

const PlaybackSessionEdge = builder.objectRef<Edge<StoredSession>>('PlaybackSessionEdge').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A session and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the session, for `after`.' }),
    node: t.expose('node', { type: PlaybackSession, description: 'The session at this place.' }),
  }),
});

/** A page of sessions. */
export const PlaybackSessionConnection = builder.objectRef<ForwardPage<StoredSession>>('PlaybackSessionConnection').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A page of sessions, stable while new ones begin.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [PlaybackSessionEdge], description: 'The sessions of the page with their cursors.' }),
    nodes: t.field({
      type: [PlaybackSession],
      description: 'The sessions of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
  }),
});
