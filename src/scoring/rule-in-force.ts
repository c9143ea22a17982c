import type { RiskCategory } from '#domain/risk.ts';
import { FIRST_RULE_VERSION, type RuleMode, type RuleSetting, type RuleSettings } from '#domain/rule-setting.ts';
import type { Rule, RuleCitation, RuleInput, RuleSubject, Sighting } from './rule.ts';
import { type SettingIssue, settingIssues } from './setting-issue.ts';

/** A rule with the settings it is applied with. */
export type RuleInForce = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly category: RiskCategory;
  readonly subject: RuleSubject;
  readonly mode: RuleMode;
  readonly points: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of its settings: 1, and one more with every change. */
  readonly version: number;
  /** When its settings were last changed; null for the defaults. */
  readonly updatedAt: Date | null;
  readonly citations: readonly RuleCitation[];
  /** Null for a rule that looks at the event alone. */
  readonly windowMs: number | null;
  readonly repeatAfterMs: number;
  readonly check: (input: RuleInput) => Sighting | null;
};

/** A rule in force with its defaults, which can be put in force otherwise. */
export type CatalogueRule = RuleInForce & {
  /** The rule with other settings, or what is wrong with these. */
  readonly withSetting: (setting: RuleSettings & Partial<RuleSetting>) => SettingOutcome;
};

export type SettingOutcome =
  | { readonly kind: 'rule'; readonly rule: RuleInForce }
  | { readonly kind: 'refused'; readonly issues: readonly SettingIssue[] };

type Parameters = Readonly<Record<string, unknown>>;

/** Puts a rule in force with its defaults; throws when these are not what the rule allows. */
export const inForce = <P extends Parameters>(rule: Rule<P>): CatalogueRule => {
  const defaults = { mode: 'LIVE' as const, points: rule.points, version: FIRST_RULE_VERSION, updatedAt: null };
  return {
    ...applied(rule, rule.parameters.parse(rule.defaults), defaults),
    withSetting: (setting) => {
      const parsed = rule.parameters.safeParse({ ...rule.defaults, ...setting.parameters });
      const issues = settingIssues(setting.points, parsed.error);
      if (!parsed.success || issues.length > 0) return { kind: 'refused', issues };
      const { mode, points, version = FIRST_RULE_VERSION, updatedAt = null } = setting;
      return { kind: 'rule', rule: applied(rule, parsed.data, { mode, points, version, updatedAt }) };
    },
  };
};

const applied = <P extends Parameters>(
  rule: Rule<P>,
  parameters: P,
  settings: Pick<RuleInForce, 'mode' | 'points' | 'version' | 'updatedAt'>,
): RuleInForce => {
  const { key, name, description, category, subject, citations } = rule;
  return {
    key,
    name,
    description,
    category,
    subject,
    citations,
    ...settings,
    parameters,
    windowMs: rule.windowMs(parameters),
    repeatAfterMs: rule.repeatAfterMs(parameters),
    check: (input) => rule.check(input, parameters),
  };
};
