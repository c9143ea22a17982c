import type { ActivityWindows } from '#facts/activity-windows.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { createRedisActivityWindows } from '#facts/redis-activity-windows.ts';
import { redisScope } from './redis-scope.ts';
import { hasRedis } from './services.ts';

/** Opens windows that nobody else uses, for every adapter there is; to be called once in a test file, outside of its tests. */
export const windowsAdapters = (): readonly (readonly [name: string, open: () => ActivityWindows])[] => {
  const memory = ['memory', () => createMemoryActivityWindows()] as const;
  if (!hasRedis()) return [memory];
  const own = redisScope();
  const open = (shards: number) => () => createRedisActivityWindows({ ...own(), shards });
  return [memory, ['redis with one shard', open(1)], ['redis with four shards', open(4)]];
};
