import { applyRuleLevels } from '#maintenance.ts';
import { readConfig } from '#config.ts';
import type { LevelThresholds } from '#domain/risk.ts';
import { createLogger } from '#runtime/log.ts';

/** Replaces the scores at which levels begin, and says so; answers the exit code. */
export const applyLevels = async (env: Readonly<Record<string, string | undefined>>, levels: LevelThresholds): Promise<number> => {
  const { medium, high, critical } = levels;
  if (!(medium < high && high < critical)) {
    process.stderr.write('levels must grow: MEDIUM below HIGH below CRITICAL\n');
    return 2;
  }
  const config = readConfig(env);
  await applyRuleLevels(config, createLogger({ level: config.log.level, isPretty: process.stderr.isTTY }), levels);
  process.stdout.write(`LOW < ${medium} ≤ MEDIUM < ${high} ≤ HIGH < ${critical} ≤ CRITICAL\n`);
  return 0;
};
