import type { RuleUpdate, RuleUpdateOutcome } from '#scoring/rule-update.ts';
import type { RuleDescription } from './rule-description.ts';

/** The rules as the API sees them. */
export type RuleBook = {
  /** Every rule as it is in force, DISABLED ones included. */
  all(): readonly RuleDescription[];
  update(update: RuleUpdate): Promise<RuleUpdateOutcome>;
};
