import { hash } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import type { RateLimiter } from '#access/limits/rate-limiter.ts';
import { createRedisRateLimiter } from '#access/limits/redis-rate-limiter.ts';
import { createTestPrefix, hasRedis, redisUrl } from './services.ts';

/** What is written of a subject. */
export const hashSubject = (subject: string): string => hash('sha256', subject, 'base64url').slice(0, 16);

/** Opens limiters that nobody else uses, for every adapter there is, each with a clock to be set; to be called once in a test file, outside of its tests. */
export const rateLimiters = (): readonly (readonly [name: string, open: (clock: () => number) => RateLimiter])[] => {
  const memory = ['memory', (clock: () => number) => createMemoryRateLimiter({ now: () => new Date(clock()) })] as const;
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
  return [memory, ['redis', (clock) => createRedisRateLimiter({ redis, prefix: `${scope.prefix}${opened++}:`, hashSubject, clock })]];
};
