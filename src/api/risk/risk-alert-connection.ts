import { builder } from '#api/builder.ts';
import { COUNT_COST, boundedCount, BoundedCount, countArgs } from '#api/common/bounded-count.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { RiskAlert } from '#api/type-refs.ts';
import type { RiskAlert as RiskAlertShape } from '#domain/risk-alert.ts';
import type { AlertPage } from './read-alerts.ts';

const RiskAlertEdge = builder.objectRef<Edge<RiskAlertShape>>('RiskAlertEdge').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'An alert and its place in the log.',
  fields: (t) => ({
    cursor: t.expose('cursor', {
      type: 'Cursor',
      description: 'Place of the alert, for `after` and `before` here and `after` of the subscription.',
    }),
    node: t.expose('node', { type: RiskAlert, description: 'The alert at this place.' }),
  }),
});

/** A page of alerts. */
export const RiskAlertConnection = builder.objectRef<AlertPage>('RiskAlertConnection').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'A page of the alert log, ascending by sequence.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [RiskAlertEdge], description: 'The alerts of the page with their cursors.' }),
    nodes: t.field({
      type: [RiskAlert],
      description: 'The alerts of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the log.' }),
    totalCount: t.field({
      type: BoundedCount,
      description: 'How many alerts meet the filter, on all pages.',
      args: countArgs,
      extensions: { cost: COUNT_COST },
      resolve: boundedCount,
    }),
    headCursor: t.expose('headCursor', {
      type: 'Cursor',
      description: 'Newest position of the log, read before the page: subscribe after it and nothing falls between.',
    }),
  }),
});
