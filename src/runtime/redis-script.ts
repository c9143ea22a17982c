import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

/** A Lua script. Texts in its answer are bytes. */
export type RedisScript = <Answer>(redis: Redis, keys: readonly string[], args: readonly (string | number | Buffer)[]) => Promise<Answer>;

/** Runs the script by its hash, and by its text where the server does not know it yet. */
export const redisScript = (file: URL): RedisScript => {
  const text = readFileSync(file, 'utf8');
  const sha1 = hash('sha1', text);
  return async <Answer>(redis: Redis, keys: readonly string[], args: readonly (string | number | Buffer)[]) => {
    const rest = [keys.length, ...keys, ...args];
    try {
      return (await redis.callBuffer('EVALSHA', [sha1, ...rest])) as Answer;
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await redis.callBuffer('EVAL', [text, ...rest])) as Answer;
    }
  };
};
