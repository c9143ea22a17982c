import { ensurePartitions } from '#store/events/partitions.ts';
import { type Settings, withDatabaseAsItIs } from './with-database.ts';

/** Brings the configured database up to date and makes the partitions around today; answers the names of the migrations that ran. */
export const migrateDatabase = (settings: Settings): Promise<readonly string[]> =>
  withDatabaseAsItIs(settings, async (database) => {
    const ran = await database.migrate();
    await ensurePartitions(database.sql, new Date());
    return ran;
  });
