import { builder } from '#api/builder.ts';
import { COUNT_COST, boundedCount, BoundedCount, countArgs } from '#api/common/bounded-count.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge, Page } from '#api/common/page.ts';
import { RiskAssessment } from '#api/type-refs.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

const RiskAssessmentEdge = builder.objectRef<Edge<StoredEvent>>('RiskAssessmentEdge').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'An assessment and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the assessment, for `after` and `before`.' }),
    node: t.field({ type: RiskAssessment, description: 'What the rules made of the event.', resolve: ({ node }) => ({ event: node }) }),
  }),
});

/** A page of assessed events, as assessments. */
export const RiskAssessmentConnection = builder.objectRef<Page<StoredEvent>>('RiskAssessmentConnection').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'A page of assessments, stable while new ones arrive.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [RiskAssessmentEdge], description: 'The assessments of the page with their cursors.' }),
    nodes: t.field({
      type: [RiskAssessment],
      description: 'The assessments of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => ({ event: node })),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
    totalCount: t.field({
      type: BoundedCount,
      description: 'How many assessments meet the conditions, on all pages.',
      args: countArgs,
      extensions: { cost: COUNT_COST },
      resolve: boundedCount,
    }),
  }),
});
