import type { RuleSettings } from '#domain/rule-setting.ts';
import type { RuleInForce } from './rule-in-force.ts';
import type { SettingIssue } from './setting-issue.ts';

/** What somebody wants changed of a rule; what is left out stays as it is, parameters one by one. */
export type RuleUpdate = {
  readonly key: string;
  /** The version that was looked at: another one means that somebody was faster. */
  readonly expectedVersion: number;
  readonly mode?: RuleSettings['mode'] | null | undefined;
  readonly points?: number | null | undefined;
  readonly parameters?: RuleSettings['parameters'] | null | undefined;
};

/** What became of it. Only UPDATED changed anything. */
export type RuleUpdateOutcome =
  | { readonly kind: 'UPDATED'; readonly rule: RuleInForce }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'INVALID'; readonly issues: readonly SettingIssue[] }
  | { readonly kind: 'CONFLICT'; readonly version: number };

/** The settings a rule would have after an update. */
export const updatedSettings = (rule: RuleInForce, { mode, points, parameters }: RuleUpdate): RuleSettings => ({
  mode: mode ?? rule.mode,
  points: points ?? rule.points,
  parameters: { ...rule.parameters, ...parameters },
});
