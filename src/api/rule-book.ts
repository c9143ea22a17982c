import type { RuleSetting, StoredRuleset } from '#domain/rule-setting.ts';
import type { RuleUpdate, RuleUpdateOutcome } from '#scoring/rule-update.ts';
import type { RuleDescription } from './rule-description.ts';

/** The rules as the API sees them. */
export type RuleBook = {
  /** Every rule as it is in force, DISABLED ones included. */
  all(): readonly RuleDescription[];
  update(update: RuleUpdate): Promise<RuleUpdateOutcome>;
  /** A ruleset that scored events, by its version; null for one that was never in force. */
  rulesetOf(version: string): Promise<StoredRuleset | null>;
  /** What a rule was set to, the newest first; empty for one that has its defaults. */
  versionsOf(key: string): Promise<readonly RuleSetting[]>;
};
