import { applyRulePreset } from '#maintenance.ts';
import { readConfig } from '#config.ts';
import type { RulePresetName } from '#domain/rule-setting.ts';
import { createLogger } from '#runtime/log.ts';

/** Gives every rule the settings of a preset and says so. */
export const applyPreset = async (env: Readonly<Record<string, string | undefined>>, name: RulePresetName): Promise<void> => {
  const config = readConfig(env);
  await applyRulePreset(config, createLogger({ level: config.log.level, isPretty: process.stderr.isTTY }), name);
  process.stdout.write(`every rule has the settings of the preset ${name}\n`);
};
