import { enumOf } from '#api/common/enum-of.ts';
import type { RuleMode as Value } from '#domain/rule-setting.ts';

/** What becomes of what a rule sees. */
export const RuleMode = enumOf<Value>('RuleMode', 'What becomes of what a rule sees.', {
  LIVE: 'It is a finding and adds its points to the score.',
  SHADOW: 'It is counted (`compliance.byShadowRule`) but adds nothing and is in no alert: for trying a rule out.',
  DISABLED: 'The rule is not evaluated.',
});
