import { builder } from '#api/builder.ts';
import { Finding } from '#api/risk/finding.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import type { DryRunAssessment as Shape } from '#ingest/ingest-service.ts';

/** What would be made of one event. */
export const DryRunAssessment = builder.objectRef<Shape>('DryRunAssessment').implement({
  authScopes: { scope: 'EVENTS_WRITE' },
  description:
    'What the rules would make of one event of a dry run. Rules that look back see the events before it in the same request, and nothing that was stored.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Place of the event in the request, from 0.' }),
    eventId: t.exposeID('eventId', { description: 'The `eventId` it was sent with.' }),
    score: t.int({
      description: '0 to 100: the sum of the points of the findings, clamped.',
      resolve: ({ assessment }) => assessment.score,
    }),
    level: t.field({ type: RiskLevel, description: 'The score in a word.', resolve: ({ assessment }) => assessment.level }),
    findings: t.field({
      type: [Finding],
      description: 'What each LIVE rule that would fire saw; empty when none would.',
      resolve: ({ assessment }) => assessment.findings,
    }),
    skippedRules: t.stringList({
      description: 'Keys of window rules that could not be asked because the event is too late for them.',
      resolve: ({ assessment }) => assessment.skippedRules,
    }),
    shadowRules: t.stringList({
      description: 'Keys of SHADOW rules that would fire; they add nothing.',
      resolve: ({ assessment }) => assessment.shadowRules,
    }),
    rulesetVersion: t.string({
      description: 'Version of the rules, points and thresholds it was made with.',
      resolve: ({ assessment }) => assessment.rulesetVersion,
    }),
  }),
});
