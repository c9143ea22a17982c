import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import type { ActivityWindows } from '#facts/activity-windows.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { createRedisActivityWindows } from '#facts/redis-activity-windows.ts';
import { createTestPrefix, hasRedis, redisUrl } from './services.ts';

/** Opens windows that nobody else uses, for every adapter there is; to be called once in a test file, outside of its tests. */
export const windowsAdapters = (): readonly (readonly [name: string, open: () => ActivityWindows])[] => {
  const memory = ['memory', () => createMemoryActivityWindows()] as const;
  if (!hasRedis()) return [memory];
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
  const open = (shards: number) => () => createRedisActivityWindows({ redis, prefix: `${scope.prefix}${opened++}:`, shards });
  return [memory, ['redis with one shard', open(1)], ['redis with four shards', open(4)]];
};
