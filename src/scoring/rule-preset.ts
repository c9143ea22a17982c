import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName, RuleSettings } from '#domain/rule-setting.ts';
import type { RuleInForce } from './rule-in-force.ts';
import { DEFAULT_LEVELS } from './ruleset.ts';

/** Points, thresholds and levels that belong together; what is not named has the rule's default. */
export type RulePreset = {
  readonly levels: LevelThresholds;
  readonly rules: Readonly<Record<string, Partial<Omit<RuleSettings, 'mode'>>>>;
};

const ABOVE_ANY_SCORE = 101;

/**
 * `seed-compatible` is the scale of the two pipelines Playguard replaces, times ten: 5 is MEDIUM and 8 is HIGH, there is no CRITICAL,
 * a plan moves 1 point; 2 regions and 10 events an hour are the limits.
 */
export const RULE_PRESETS: Readonly<Record<RulePresetName, RulePreset>> = {
  default: { levels: DEFAULT_LEVELS, rules: {} },
  'seed-compatible': {
    levels: { medium: 50, high: 80, critical: ABOVE_ANY_SCORE },
    rules: {
      'eu-missing-consent': { points: 80 },
      'do-not-track-ignored': { points: 80 },
      'deletion-requested-ignored': { points: 80 },
      'content-error-rate': { points: 80 },
      'device-error-rate': { points: 80 },
      'multi-region': { points: 50, parameters: { regionsMax: 2, windowMs: 3_600_000 } },
      'multi-ip': { points: 50 },
      'high-frequency': { points: 30, parameters: { eventsMax: 10, windowMs: 3_600_000 } },
      'plan-adjustment': { points: 10 },
    },
  },
};

/** What a preset makes of each rule of the catalogue: LIVE, with the preset's points and parameters or the rule's own. */
export const presetSettings = (name: RulePresetName, catalogue: readonly RuleInForce[]): ReadonlyMap<string, RuleSettings> =>
  new Map(
    catalogue.map(({ key, points, parameters }) => {
      const own = RULE_PRESETS[name].rules[key];
      return [key, { mode: 'LIVE', points: own?.points ?? points, parameters: { ...parameters, ...own?.parameters } }];
    }),
  );
