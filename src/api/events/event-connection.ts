import { builder } from '#api/builder.ts';
import { COUNT_COST, boundedCount, BoundedCount, countArgs } from '#api/common/bounded-count.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge, Page } from '#api/common/page.ts';
import { Event } from '#api/type-refs.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

const EventEdge = builder.objectRef<Edge<StoredEvent>>('EventEdge').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'An event and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the event, for `after` and `before`.' }),
    node: t.expose('node', { type: Event, description: 'The event at this place.' }),
  }),
});

/** A page of events. */
export const EventConnection = builder.objectRef<Page<StoredEvent>>('EventConnection').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A page of events, stable while new ones arrive.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [EventEdge], description: 'The events of the page with their cursors.' }),
    nodes: t.field({
      type: [Event],
      description: 'The events of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
    totalCount: t.field({
      type: BoundedCount,
      description: 'How many events meet the filter, on all pages.',
      args: countArgs,
      extensions: { cost: COUNT_COST },
      resolve: boundedCount,
    }),
  }),
});
