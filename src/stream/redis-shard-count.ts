import type { Redis } from 'ioredis';
import { SettingFault } from '#runtime/setting-fault.ts';

/**
 * Keeps beside the stream how many shards it was begun with, and throws a SettingFault for any other number: the entries of shards
 * that nobody reads would wait for ever. Only while no process runs and nothing waits is it safe to change, so a person has to.
 */
export const keepShardCount = async (redis: Redis, key: string, shards: number): Promise<void> => {
  if ((await redis.get(key)) === null) await redis.set(key, shards, 'NX'); // a full Redis can be asked, and not told
  const begunWith = await redis.get(key);
  if (begunWith === `${shards}`) return;
  throw new SettingFault(
    `STREAM_SHARDS is not the number this stream was begun with, which is ${begunWith}: set it to that, or, ` +
      `to change it, let the workers empty the stream, stop every process, delete the Redis key ${key} and start again`,
  );
};
