import { hash } from 'node:crypto';
import type { RulePresetName } from '#domain/rule-setting.ts';
import type { RuleInForce } from './rule-in-force.ts';

/** The scores at which a level begins; below `medium` is LOW. */
export type LevelThresholds = { readonly medium: number; readonly high: number; readonly critical: number };

/** Everything a score depends on besides the event. Rules that are DISABLED are not in it. */
export type Ruleset = { readonly version: string; readonly rules: readonly RuleInForce[]; readonly levels: LevelThresholds };

export const DEFAULT_LEVELS: LevelThresholds = { medium: 30, high: 60, critical: 85 };
const VERSION_DIGITS = 8;

/** A ruleset named after its preset and what is in it: the same rules, modes, points, parameters and levels have the same version. */
export const createRuleset = (
  rules: readonly RuleInForce[],
  levels: LevelThresholds = DEFAULT_LEVELS,
  preset: RulePresetName = 'default',
): Ruleset => {
  const active = rules.filter(({ mode }) => mode !== 'DISABLED');
  const weights = active.map(({ key, mode, points, parameters }) => ({ key, mode, points, parameters }));
  const version = hash('sha256', JSON.stringify({ weights, levels }), 'hex').slice(0, VERSION_DIGITS);
  return { version: `${preset}-${version}`, rules: active, levels };
};
