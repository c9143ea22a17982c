import { builder } from '#api/builder.ts';
import type { ForwardPage } from '#api/common/forward-page.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge } from '#api/common/page.ts';
import { regionOf } from '#api/events/region.ts';
import { Region } from '#api/type-refs.ts';
import type { RegionRisk as RegionRiskShape } from '#store/compliance/compliance-reader.ts';

const RegionRisk = builder.objectRef<RegionRiskShape>('RegionRisk').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How risky was what occurred in one region.',
  fields: (t) => ({
    region: t.field({ type: Region, description: 'Where the viewers were.', resolve: ({ region }) => regionOf(region) }),
    evaluated: t.expose('evaluated', { type: 'SafeInt', description: 'Events of the region that were scored.' }),
    flagged: t.expose('flagged', { type: 'SafeInt', description: 'Events of the region of level MEDIUM or above.' }),
    averageScore: t.float({
      description: 'Sum of the scores / events scored, 0 to 100.',
      resolve: ({ scoreSum, evaluated }) => (evaluated === 0 ? 0 : scoreSum / evaluated),
    }),
    highRiskShare: t.float({
      description: 'Events of level HIGH or above / events scored, 0 to 1.',
      resolve: ({ highRisk, evaluated }) => (evaluated === 0 ? 0 : highRisk / evaluated),
    }),
  }),
});

const RegionRiskEdge = builder.objectRef<Edge<RegionRiskShape>>('RegionRiskEdge').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'A region and its place in the list.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the region, for `after`.' }),
    node: t.expose('node', { type: RegionRisk, description: 'How risky was what occurred there.' }),
  }),
});

/** A page of regions by risk. */
export const RegionRiskConnection = builder.objectRef<ForwardPage<RegionRiskShape>>('RegionRiskConnection').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'A page of regions by risk. They may move while events arrive: name a range that has ended to read all of them at rest.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [RegionRiskEdge], description: 'The regions of the page with their cursors.' }),
    nodes: t.field({
      type: [RegionRisk],
      description: 'The regions of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the list.' }),
  }),
});
