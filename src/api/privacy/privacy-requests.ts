import { builder } from '#api/builder.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { type ForwardPage, forwardPageArgs, readForwardPage } from '#api/common/forward-page.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { PrivacyRequest } from '#api/type-refs.ts';
import { privacyRequestCursor } from '#domain/cursor.ts';
import type { PrivacyRequest as Shape } from '#domain/privacy-request.ts';

const PrivacyRequestEdge = builder.objectRef<Edge<Shape>>('PrivacyRequestEdge').implement({
  description: 'A request and its place in the list.',
  authScopes: { scope: 'PRIVACY_READ' },
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the request, for `after`.' }),
    node: t.expose('node', { type: PrivacyRequest, description: 'The request at this place.' }),
  }),
});

const PrivacyRequestConnection = builder.objectRef<ForwardPage<Shape>>('PrivacyRequestConnection').implement({
  description: 'A page of privacy requests, stable while new ones come in.',
  authScopes: { scope: 'PRIVACY_READ' },
  fields: (t) => ({
    edges: t.expose('edges', { type: [PrivacyRequestEdge], description: 'The requests of the page with their cursors.' }),
    nodes: t.field({
      type: [PrivacyRequest],
      description: 'The requests of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
  }),
});

builder.queryField('privacyRequests', (t) =>
  t.field({
    type: PrivacyRequestConnection,
    authScopes: { scope: 'PRIVACY_READ' },
    description: 'What persons asked for, the newest first.',
    args: {
      ...forwardPageArgs,
      userId: t.arg.id({ description: 'Only of this person, by the id that clients send; also after they were erased.' }),
      overdue: t.arg.boolean({ description: 'True: only those that are due and not answered.' }),
    },
    resolve: (_root, { first, after, userId, overdue }, { ports, startedAt }) => {
      if (userId != null) filterValues('userId', [userId]);
      const narrowing = { ...(userId != null && { userId }), ...(overdue === true && { overdueAt: startedAt }) };
      return readForwardPage(
        { first, after },
        {
          codec: privacyRequestCursor,
          positionOf: ({ receivedAt, id }: Shape) => ({ receivedAt, id }),
          read: (page) => ports.privacyDesk.page({ ...page, ...narrowing }),
        },
      );
    },
  }),
);
