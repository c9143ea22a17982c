import { builder } from '#api/builder.ts';
import { pageArgs } from '#api/common/page-args.ts';
import { AlertFilter } from '#api/risk/alert-filter.ts';
import { RiskAssessmentConnection } from '#api/risk/risk-assessment-connection.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import { Compliance } from './compliance.ts';
import { readAssessments } from './read-assessments.ts';

builder.objectField(Compliance, 'events', (t) =>
  t.field({
    type: RiskAssessmentConnection,
    description: 'The risky events of the range, whether they raised an alert or not, as assessments; the newest first.',
    args: {
      ...pageArgs,
      after: t.arg({ type: 'Cursor', description: 'Only events after this cursor.' }),
      before: t.arg({ type: 'Cursor', description: 'Only events before this cursor.' }),
      minLevel: t.arg({ type: RiskLevel, required: true, defaultValue: 'HIGH', description: 'At least this risky; LOW is every event.' }),
      filter: t.arg({
        type: AlertFilter,
        description: 'Only events that meet all of these conditions: `range` is when they happened, `ruleKey` a rule of any finding.',
      }),
    },
    resolve: (compliance, args, context) => readAssessments(context, compliance, args),
  }),
);
