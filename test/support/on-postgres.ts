import { Client } from 'pg';

const CONNECT_MS_MAX = 2_000;

/** Runs `work` on one connection of its own, which is closed afterwards. */
export const onPostgres = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  // A connection that breaks also rejects the query in hand; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
