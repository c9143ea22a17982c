import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';
import { deleteKeys } from './delete-keys.ts';
import { findPostgres } from './find-postgres.ts';
import { findRedis } from './find-redis.ts';
import { onPostgres } from './on-postgres.ts';
import type { Services } from './provided-context.ts';

const NO_REDIS = `
********************************************************************************
  No Redis: TEST_REDIS_URL is not set, none answers on 127.0.0.1:6379, and no
  redis-server is on the PATH. The suites that need Redis are SKIPPED.
********************************************************************************
`;

/** Finds or starts PostgreSQL and Redis for the run; what it returns removes everything the run left behind and stops what was started. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const postgres = await findPostgres(process.env['TEST_DATABASE_URL']);
  const redis = await findRedis(process.env['TEST_REDIS_URL']);
  if (redis === null) process.stderr.write(NO_REDIS);
  if (redis === null && process.env['CI'] === 'true') {
    await postgres.stop();
    throw new Error('no Redis server, and CI=true allows no skipped suite');
  }
  const services: Services = { runId: randomBytes(4).toString('hex'), databaseUrl: postgres.url, redisUrl: redis?.url ?? null };
  project.provide('services', services);
  return async () => {
    await dropDatabases(services);
    await deleteRunKeys(services);
    await Promise.all([postgres.stop(), redis?.stop()]);
  };
};

const dropDatabases = ({ databaseUrl, runId }: Services): Promise<void> =>
  onPostgres(databaseUrl, async (client) => {
    const left = await client.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [
      `pg_test_${runId}_`,
    ]);
    for (const { name } of left.rows) await client.query(`drop database if exists ${name} with (force)`);
  });

const deleteRunKeys = async ({ redisUrl, runId }: Services): Promise<void> => {
  if (redisUrl === null) return;
  const redis = new Redis(redisUrl);
  await deleteKeys(redis, `pg_test:${runId}:`).finally(() => redis.disconnect());
};
