import { join } from 'node:path';
import type { Config } from '#config.ts';
import type { DatabaseLocation } from '#store/database.ts';

/** Where the configured database is; statements may be given less time than usual. */
export const databaseLocation = (config: Config, statementMsMax?: number): DatabaseLocation =>
  config.mode === 'embedded'
    ? { kind: 'pglite', folder: join(config.dataDir, 'pglite') }
    : {
        kind: 'postgres',
        url: config.databaseUrl,
        connectionsMax: config.databaseConnectionsMax,
        ...(statementMsMax !== undefined && { statementMsMax }),
      };
