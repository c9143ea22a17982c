import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { deleteKeys } from './delete-keys.ts';
import { onPostgres } from './on-postgres.ts';

const RUN_WITH = 'run the tests with `npx vitest run --config test/vitest.config.ts`, which finds or starts the servers';

/** An empty PostgreSQL database of its own; disposing drops it, closing whoever is still connected. */
export const createTestDatabase = async (): Promise<{ readonly url: string } & AsyncDisposable> => {
  const { databaseUrl, runId } = services();
  const name = `pg_test_${runId}_${randomBytes(6).toString('hex')}`;
  await onPostgres(databaseUrl, (client) => client.query(`create database ${name} template template0`));
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await onPostgres(databaseUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
};

/** Whether this run has a Redis server; for `describe.skipIf(!hasRedis())`. With `CI=true` a run without one fails at its start. */
export const hasRedis = (): boolean => services().redisUrl !== null;

/** The Redis server of this run; throws when there is none. Use keys under a `createTestPrefix()` only. */
export const redisUrl = (): string => {
  const url = services().redisUrl;
  if (url === null) throw new Error('no Redis server in this run: guard the suite with describe.skipIf(!hasRedis())');
  return url;
};

/** A key prefix nobody else uses (it ends in a colon); disposing deletes every key under it. */
export const createTestPrefix = async (): Promise<{ readonly prefix: string } & AsyncDisposable> => {
  const prefix = `pg_test:${services().runId}:${randomBytes(6).toString('hex')}:`;
  return {
    prefix,
    async [Symbol.asyncDispose]() {
      const redis = new Redis(redisUrl());
      await deleteKeys(redis, prefix).finally(() => redis.disconnect());
    },
  };
};

const services = () => {
  const found = inject('services');
  if (found === undefined) throw new Error(RUN_WITH);
  return found;
};
