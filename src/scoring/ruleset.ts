import { hash } from 'node:crypto';
import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName, RuleWeight } from '#domain/rule-setting.ts';
import type { RuleInForce } from './rule-in-force.ts';

/** Everything a score depends on besides the event. Rules that are DISABLED are not in it. */
export type Ruleset = {
  readonly version: string;
  readonly preset: RulePresetName;
  readonly rules: readonly RuleInForce[];
  readonly levels: LevelThresholds;
};

export const DEFAULT_LEVELS: LevelThresholds = { medium: 30, high: 60, critical: 85 };
const VERSION_DIGITS = 8;

/** A ruleset named after its preset and what is in it: the same rules, modes, points, parameters and levels have the same version. */
export const createRuleset = (
  rules: readonly RuleInForce[],
  levels: LevelThresholds = DEFAULT_LEVELS,
  preset: RulePresetName = 'default',
): Ruleset => {
  const active = rules.filter(({ mode }) => mode !== 'DISABLED');
  const version = hash('sha256', JSON.stringify({ weights: weightsOf(active), levels }), 'hex').slice(0, VERSION_DIGITS);
  return { version: `${preset}-${version}`, preset, rules: active, levels };
};

/** What of its rules a ruleset's scores depend on. */
export const weightsOf = (rules: readonly RuleInForce[]): readonly RuleWeight[] =>
  rules.map(({ key, mode, points, parameters }) => ({ key, mode, points, parameters }));
