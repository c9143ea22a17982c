import { readConfig } from '#config.ts';
import type { Settings } from '#maintenance/with-database.ts';
import { createLogger } from '#runtime/log.ts';

/** What a command is told by its environment, and where it says what goes wrong; throws a ConfigError for what cannot be used. */
export const settingsOf = (env: Readonly<Record<string, string | undefined>>): Settings => {
  const config = readConfig(env);
  return { config, log: createLogger({ level: config.log.level, isPretty: process.stderr.isTTY }) };
};
