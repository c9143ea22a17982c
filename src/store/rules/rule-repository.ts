import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName, RuleSetting, RuleSettings, StoredRuleset } from '#domain/rule-setting.ts';

/** What was changed of the rules, and the number of changes: equal versions mean equal settings. */
export type StoredRules = {
  readonly version: number;
  readonly preset: RulePresetName;
  /** Null for those of the preset. */
  readonly levels: LevelThresholds | null;
  readonly settings: readonly RuleSetting[];
};

export type RuleChange = { readonly key: string; readonly expectedVersion: number; readonly settings: RuleSettings; readonly at: Date };

/** A preset and what it makes of every rule. */
export type PresetChange = { readonly preset: RulePresetName; readonly settings: ReadonlyMap<string, RuleSettings>; readonly at: Date };

/** The settings of rules in the database. Changes happen one after the other, whoever makes them; every version of a rule is kept. */
export type RuleRepository = {
  /** Of all settings together; grows with every change. One tiny statement. */
  version(): Promise<number>;
  /** At least as new as its `version`. */
  read(): Promise<StoredRules>;
  /** False, and nothing changed, when the rule's version is not the expected one. */
  change(change: RuleChange): Promise<boolean>;
  /** Sets the preset with its levels and every rule; a rule's version grows even where its settings stay the same, so that who looked at it looks again. */
  applyPreset(change: PresetChange): Promise<void>;
  /** Replaces the levels of the preset. */
  changeLevels(levels: LevelThresholds): Promise<void>;
  /** Keeps a ruleset under its version; one that is kept already stays as it is. */
  keepRuleset(ruleset: StoredRuleset): Promise<void>;
  /** Null for a version that was never in force. */
  ruleset(version: string): Promise<StoredRuleset | null>;
  /** Every version of a rule that was ever set, the newest first; none of one that has its defaults. */
  versionsOf(key: string): Promise<readonly RuleSetting[]>;
};
