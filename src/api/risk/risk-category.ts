import { enumOf } from '#api/common/enum-of.ts';
import type { RiskCategory as Value } from '#domain/risk.ts';

/** What kind of risk a rule is about. */
export const RiskCategory = enumOf<Value>('RiskCategory', 'What kind of risk a rule is about.', {
  PRIVACY: 'Personal data processed without the permission the law asks for.',
  RETENTION: 'Data kept or collected against an objection or a request to delete.',
  ACCOUNT: 'An account used in a way that points to sharing or to a stranger.',
  CONTENT: 'A title that fails.',
  DEVICE: 'A device that fails.',
  SECURITY: 'Attempts to get in, or misuse of payment.',
  ANOMALY: 'Behaviour unlike that of other viewers.',
  DATA_QUALITY: 'Reports with something missing.',
  MINORS: 'Data of children.',
  OPERATIONS: 'Trouble of services.',
});
