import { migrateDatabase } from '#maintenance/migrate-database.ts';
import { settingsOf } from './settings-of.ts';

/** Brings the configured database up to date and says what ran. */
export const migrate = async (env: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const ran = await migrateDatabase(settingsOf(env));
  process.stdout.write(ran.length === 0 ? 'the database is up to date\n' : ran.map((name) => `ran ${name}\n`).join(''));
};
