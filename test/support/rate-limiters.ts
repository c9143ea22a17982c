import { hash } from 'node:crypto';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import type { RateLimiter } from '#access/limits/rate-limiter.ts';
import { createRedisRateLimiter } from '#access/limits/redis-rate-limiter.ts';
import { redisScope } from './redis-scope.ts';
import { hasRedis } from './services.ts';

/** What is written of a subject. */
export const hashSubject = (subject: string): string => hash('sha256', subject, 'base64url').slice(0, 16);

/** Opens limiters that nobody else uses, for every adapter there is, each with a clock to be set; to be called once in a test file, outside of its tests. */
export const rateLimiters = (): readonly (readonly [name: string, open: (clock: () => number) => RateLimiter])[] => {
  const memory = ['memory', (clock: () => number) => createMemoryRateLimiter({ now: () => new Date(clock()) })] as const;
  if (!hasRedis()) return [memory];
  const own = redisScope();
  return [memory, ['redis', (clock) => createRedisRateLimiter({ ...own(), hashSubject, clock })]];
};
