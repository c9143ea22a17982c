import type { RuleSetting } from '#domain/rule-setting.ts';
import type { CatalogueRule, RuleInForce } from './rule-in-force.ts';

/** The rules of a catalogue with settings, and the keys of settings that do not fit: these rules have their defaults. */
export type RulesInForce = { readonly rules: readonly RuleInForce[]; readonly refused: readonly string[] };

/** Puts a catalogue in force with what was changed of it; settings of rules that are no longer in it are passed over. */
export const putInForce = (catalogue: readonly CatalogueRule[], settings: readonly RuleSetting[]): RulesInForce => {
  const changed = new Map(settings.map((setting) => [setting.key, setting]));
  const refused: string[] = [];
  const rules = catalogue.map((rule) => {
    const setting = changed.get(rule.key);
    if (setting === undefined) return rule;
    const outcome = rule.withSetting(setting);
    if (outcome.kind === 'rule') return outcome.rule;
    refused.push(rule.key);
    return { ...rule, version: setting.version, updatedAt: setting.updatedAt };
  });
  return { rules, refused };
};
