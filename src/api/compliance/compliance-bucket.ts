import { builder } from '#api/builder.ts';
import type { ComplianceBucket as ComplianceBucketShape } from '#store/compliance/compliance-reader.ts';

/** One bucket of a timeline of compliance. */
export const ComplianceBucket = builder.objectRef<ComplianceBucketShape>('ComplianceBucket').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'One bucket [from, to) of a timeline. Events count where they occurred, so a late one still changes it.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'First instant of the bucket (UTC).' }),
    to: t.expose('to', { type: 'DateTime', description: 'First instant after the bucket (UTC).' }),
    evaluated: t.expose('evaluated', { type: 'SafeInt', description: 'Events that occurred in it and were scored.' }),
    alerts: t.expose('alerts', {
      type: 'SafeInt',
      description: 'Alerts raised by events that occurred in it; events counted on an earlier alert are not among them.',
    }),
    alertRate: t.float({
      description: 'Alerts / events scored, 0 to 1; 0 without events.',
      resolve: ({ alerts, evaluated }) => (evaluated === 0 ? 0 : alerts / evaluated),
    }),
  }),
});
