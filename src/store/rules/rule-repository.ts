import type { RulePresetName, RuleSetting, RuleSettings } from '#domain/rule-setting.ts';

/** What was changed of the rules, and the number of changes: equal versions mean equal settings. */
export type StoredRules = { readonly version: number; readonly preset: RulePresetName; readonly settings: readonly RuleSetting[] };

export type RuleChange = { readonly key: string; readonly expectedVersion: number; readonly settings: RuleSettings; readonly at: Date };

/** A preset and what it makes of every rule. */
export type PresetChange = { readonly preset: RulePresetName; readonly settings: ReadonlyMap<string, RuleSettings>; readonly at: Date };

/** The settings of rules in the database. Changes happen one after the other, whoever makes them. */
export type RuleRepository = {
  /** Of all settings together; grows with every change. One tiny statement. */
  version(): Promise<number>;
  /** At least as new as its `version`. */
  read(): Promise<StoredRules>;
  /** False, and nothing changed, when the rule's version is not the expected one. */
  change(change: RuleChange): Promise<boolean>;
  /** Sets the preset and every rule; a rule's version grows even where its settings stay the same, so that who looked at it looks again. */
  applyPreset(change: PresetChange): Promise<void>;
};
