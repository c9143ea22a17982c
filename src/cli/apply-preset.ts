import { applyRulePreset } from '#maintenance/rules.ts';
import type { RulePresetName } from '#domain/rule-setting.ts';
import { settingsOf } from './settings-of.ts';

/** Gives every rule the settings of a preset and says so. */
export const applyPreset = async (env: Readonly<Record<string, string | undefined>>, name: RulePresetName): Promise<void> => {
  await applyRulePreset(settingsOf(env), name);
  process.stdout.write(`every rule has the settings of the preset ${name}\n`);
};
