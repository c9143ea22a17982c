import { enumOf } from '#api/common/enum-of.ts';
import type { Scope as Value } from '#domain/scope.ts';

/** What a caller may be allowed to do. */
export const Scope = enumOf<Value>('Scope', 'One thing a caller may be allowed to do. No scope includes another.', {
  EVENTS_WRITE: 'Send events, and try out what would become of them.',
  EVENTS_READ: 'Read events, sessions, viewers and devices, under pseudonyms.',
  STATS_READ: 'Read statistics, breakdowns and funnels, and how the pipeline does.',
  RISK_READ: 'Read alerts, assessments and compliance figures, and the rules behind them.',
  RISK_WRITE: 'Judge alerts and cases.',
  RULES_WRITE: 'Change the settings of rules.',
  PRIVACY_READ: 'Read what viewers ask for about their privacy.',
  PRIVACY_WRITE: 'Record what viewers ask for about their privacy.',
  PII_READ: 'Read original ids and addresses of viewers; every such read is in the audit log.',
  AUDIT_READ: 'Read and verify the audit log.',
  ADMIN: 'Manage API keys and users.',
});
