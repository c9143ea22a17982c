import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { deleteKeys } from '../../test/support/delete-keys.ts';
import { findPostgres } from '../../test/support/find-postgres.ts';
import { findRedis } from '../../test/support/find-redis.ts';
import { onPostgres } from '../../test/support/on-postgres.ts';

/** The servers a bench runs on. */
export type Services = { readonly databaseUrl: string; readonly redisUrl: string };

/** Finds PostgreSQL and Redis as the tests do: TEST_DATABASE_URL and TEST_REDIS_URL, else localhost, else servers started here. */
export const openServices = async (stack: AsyncDisposableStack): Promise<Services> => {
  const postgres = await findPostgres(process.env['TEST_DATABASE_URL']);
  stack.defer(postgres.stop);
  const redis = await findRedis(process.env['TEST_REDIS_URL']);
  if (redis === null) throw new Error('the bench needs Redis: start one on localhost or set TEST_REDIS_URL');
  stack.defer(redis.stop);
  return { databaseUrl: postgres.url, redisUrl: redis.url };
};

/** A database and a key prefix of its own for one system under test; both are gone when the stack is disposed. */
export const openHome = async (
  { databaseUrl, redisUrl }: Services,
  stack: AsyncDisposableStack,
): Promise<Services & { readonly prefix: string }> => {
  const name = `pg_bench_${randomBytes(6).toString('hex')}`;
  const prefix = `${name}:`;
  stack.defer(() =>
    onPostgres(databaseUrl, (client) => client.query(`drop database if exists ${name} with (force)`)).then(() => undefined),
  );
  stack.defer(() => onRedis(redisUrl, (redis) => deleteKeys(redis, prefix)));
  await onPostgres(databaseUrl, (client) => client.query(`create database ${name} template template0`));
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href, redisUrl, prefix };
};

/** Runs `work` on one Redis connection of its own, which is closed afterwards. */
export const onRedis = async <Result>(url: string, work: (redis: Redis) => Promise<Result>): Promise<Result> => {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};
