import type { Redis } from 'ioredis';

const KEYS_PER_SCAN = 1_000;

/** Deletes every key that begins with `prefix` (which must hold no glob characters). */
export const deleteKeys = async (redis: Redis, prefix: string): Promise<void> => {
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: KEYS_PER_SCAN })) {
    if (Array.isArray(keys) && keys.length > 0) await redis.unlink(...keys);
  }
};
