import { enumOf } from '#api/common/enum-of.ts';
import type { RiskLevel as Value } from '#domain/risk.ts';

/** How risky an event is. */
export const RiskLevel = enumOf<Value>('RiskLevel', 'How risky an event is, from its score of 0 to 100.', {
  LOW: 'A score below 30.',
  MEDIUM: 'A score from 30 to 59.',
  HIGH: 'A score from 60 to 84; raises an alert.',
  CRITICAL: 'A score of 85 or more; raises an alert.',
});
