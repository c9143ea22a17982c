import type { Logger } from 'pino';
import type { Config } from '#config.ts';
import { databaseLocation } from '#composition/database-location.ts';
import { lockFolder } from '#runtime/folder-lock.ts';
import { type Database, openDatabase } from '#store/database.ts';

/** What a command that works on the database is told, and where it says what goes wrong. */
export type Settings = { readonly config: Config; readonly log: Logger };

/** Works on the configured database as it is: an embedded one belongs to one process at a time. */
export const withDatabaseAsItIs = async <Result>(
  { config, log }: Settings,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  await using stack = new AsyncDisposableStack();
  if (config.mode === 'embedded') stack.use(lockFolder(config.dataDir));
  return await work(stack.use(await openDatabase(databaseLocation(config), log)));
};

/** Works on the configured database, which is brought up to date before if it is an embedded one. */
export const withDatabase = <Result>(settings: Settings, work: (database: Database) => Promise<Result>): Promise<Result> =>
  withDatabaseAsItIs(settings, async (database) => {
    if (settings.config.mode === 'embedded') await database.migrate();
    return work(database);
  });
