import { builder } from '#api/builder.ts';
import { forwardPageArgs, readForwardPage } from '#api/common/forward-page.ts';
import { TimeRange } from '#api/common/time-range.ts';
import { Granularity, TIMELINE_COST } from '#api/statistics/granularity.ts';
import { ANSWERED_RANGE } from '#api/statistics/statistics-range.ts';
import { regionRiskCursor } from '#domain/cursor.ts';
import type { ComplianceSelection, RegionRisk } from '#store/compliance/compliance-reader.ts';
import { CategoryCount } from './category-count.ts';
import { ComplianceBucket } from './compliance-bucket.ts';
import { LevelCount, type LevelCountShape } from './level-count.ts';
import { RegionRiskConnection } from './region-risk-connection.ts';
import { RegulationCount } from './regulation-count.ts';
import { RuleCount } from './rule-count.ts';

/** Which events are looked at; how many of each level is read when first asked for, and once. */
export type ComplianceShape = ComplianceSelection & { readonly levels: () => Promise<readonly LevelCountShape[]> };

/** What the rules found. */
export const Compliance = builder.objectRef<ComplianceShape>('Compliance').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'What the rules found over a range of time, by when events occurred.',
  fields: (t) => ({
    range: t.expose('range', { type: TimeRange, description: ANSWERED_RANGE }),
    evaluated: t.field({
      type: 'SafeInt',
      description: 'Events that were scored.',
      resolve: async ({ levels }) => (await levels()).reduce((sum, { count }) => sum + count, 0),
    }),
    byLevel: t.field({
      type: [LevelCount],
      description: 'Scored events by level, every level once, LOW first.',
      resolve: ({ levels }) => levels(),
    }),
    regions: t.field({
      type: RegionRiskConnection,
      description: 'What was found by region, the region with the most flagged events first.',
      args: forwardPageArgs,
      resolve: (selection, args, { ports }) =>
        readForwardPage(args, {
          codec: regionRiskCursor,
          positionOf: ({ flagged, region }: RegionRisk) => ({ flagged, region }),
          read: (page) => ports.compliance.regions(selection, page),
        }),
    }),
    timeline: t.field({
      type: [ComplianceBucket],
      description:
        'Consecutive buckets that cover the range, oldest first, empty ones included; at most 1500. Each is whole: the first and the last may reach beyond the range.',
      args: { granularity: t.arg({ type: Granularity, required: true, description: 'How long a bucket is.' }) },
      extensions: TIMELINE_COST,
      resolve: (selection, { granularity }, { ports }) => ports.compliance.timeline(selection, granularity),
    }),
  }),
});

builder.objectFields(Compliance, (t) => ({
  byCategory: t.field({
    type: [CategoryCount],
    description: 'Findings by kind of risk, the most frequent first; kinds without findings are left out.',
    resolve: (selection, _args, { ports }) => ports.compliance.byCategory(selection),
  }),
  byRule: t.field({
    type: [RuleCount],
    description: 'Findings by rule, the most frequent first; rules that did not fire are left out.',
    resolve: (selection, _args, { ports }) => ports.compliance.byRule(selection),
  }),
  byShadowRule: t.field({
    type: [RuleCount],
    description: 'How often rules in SHADOW mode would have fired; rules that did not are left out. They are in no other figure.',
    resolve: (selection, _args, { ports }) => ports.compliance.byShadowRule(selection),
  }),
  byRegulation: t.field({
    type: [RegulationCount],
    description: 'Findings by the law they rest on, the most frequent first; laws without findings are left out.',
    resolve: (selection, _args, { ports }) => ports.compliance.byRegulation(selection),
  }),
}));
