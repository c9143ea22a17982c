import type { LevelThresholds } from './risk.ts';

export const RULE_MODES = ['LIVE', 'SHADOW', 'DISABLED'] as const;

/** LIVE adds to the score; SHADOW is evaluated and counted but adds nothing; DISABLED is not evaluated. */
export type RuleMode = (typeof RULE_MODES)[number];

/** How a rule is applied. */
export type RuleSettings = {
  readonly mode: RuleMode;
  /** 0–100. */
  readonly points: number;
  /** By name; what is left out has its default. */
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** What one rule weighs in a ruleset. */
export type RuleWeight = RuleSettings & { readonly key: string };

/** A ruleset as it is kept: assessments name its version. */
export type StoredRuleset = {
  readonly version: string;
  readonly preset: RulePresetName;
  readonly levels: LevelThresholds;
  /** LIVE and SHADOW rules. */
  readonly rules: readonly RuleWeight[];
  readonly firstInForceAt: Date;
};

/** The settings of one rule as they were last changed. A rule that was never changed has none, and counts as version 1. */
export type RuleSetting = RuleSettings & { readonly key: string; readonly version: number; readonly updatedAt: Date };

/** The version of a rule that nobody has changed. */
export const FIRST_RULE_VERSION = 1;

export const RULE_PRESET_NAMES = ['default', 'seed-compatible'] as const;

/** A set of points, thresholds and levels that belong together. */
export type RulePresetName = (typeof RULE_PRESET_NAMES)[number];
