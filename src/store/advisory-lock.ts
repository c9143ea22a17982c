import { Client } from 'pg';

/** How long a process waits for its turn. */
const WAIT_MS_MAX = 600_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs `work` while no other process runs work under the same `key` on this PostgreSQL database. The lock lives on a
 * connection of its own, without the limits of others, and goes with it. Rejects after WAIT_MS_MAX of waiting.
 */
export const withAdvisoryLock = async <T>({ url, key }: { url: string; key: number }, work: () => Promise<T>): Promise<T> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'playguard lock',
    options: `-c lock_timeout=0 -c statement_timeout=${WAIT_MS_MAX}`,
  });
  client.on('error', ignore);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [key]);
    return await work();
  } finally {
    await client.end().catch(ignore);
  }
};

/** Without a listener a lost connection ends the process; what needs the lock meets the same loss on its own connection. */
const ignore = (): void => undefined;
