import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { createTestPrefix, redisUrl } from './services.ts';

/** A connection to Redis, and prefixes that nobody else uses, for the tests of a file; to be called outside of its tests. */
export const redisScope = (): (() => { readonly redis: Redis; readonly prefix: string }) => {
  let redis: Redis;
  let scope: Awaited<ReturnType<typeof createTestPrefix>>;
  let opened = 0;
  beforeAll(async () => {
    redis = new Redis(redisUrl());
    scope = await createTestPrefix();
  });
  afterAll(async () => {
    await scope[Symbol.asyncDispose]();
    redis.disconnect();
  });
  return () => ({ redis, prefix: `${scope.prefix}${opened++}:` });
};
