import type { Redis } from 'ioredis';

/** Whether Redis may drop what it was given: anything but `noeviction` can evict the stream, its group or windows. */
export type RedisHealth = { readonly maxmemoryPolicy: string; readonly canEvict: boolean };

/** Reads the eviction policy (INFO works where CONFIG is forbidden); rejects when Redis cannot be reached. */
export const readRedisHealth = async (redis: Redis): Promise<RedisHealth> => {
  const memory = await redis.info('memory');
  const maxmemoryPolicy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
  return { maxmemoryPolicy, canEvict: maxmemoryPolicy !== 'noeviction' };
};
