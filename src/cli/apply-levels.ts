import { applyRuleLevels } from '#maintenance/rules.ts';
import type { LevelThresholds } from '#domain/risk.ts';
import { settingsOf } from './settings-of.ts';

/** Replaces the scores at which levels begin, and says so; answers the exit code. */
export const applyLevels = async (env: Readonly<Record<string, string | undefined>>, levels: LevelThresholds): Promise<number> => {
  const { medium, high, critical } = levels;
  if (!(medium < high && high < critical)) {
    process.stderr.write('levels must grow: MEDIUM below HIGH below CRITICAL\n');
    return 2;
  }
  await applyRuleLevels(settingsOf(env), levels);
  process.stdout.write(`LOW < ${medium} ≤ MEDIUM < ${high} ≤ HIGH < ${critical} ≤ CRITICAL\n`);
  return 0;
};
