import { migrateDatabase } from '#maintenance.ts';
import { readConfig } from '#config.ts';
import { createLogger } from '#runtime/log.ts';

/** Brings the configured database up to date and says what ran. */
export const migrate = async (env: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const config = readConfig(env);
  const ran = await migrateDatabase(config, createLogger({ level: config.log.level, isPretty: process.stderr.isTTY }));
  process.stdout.write(ran.length === 0 ? 'the database is up to date\n' : ran.map((name) => `ran ${name}\n`).join(''));
};
