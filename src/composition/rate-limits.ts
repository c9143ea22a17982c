import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type CallerQuotas, createCallerQuotas } from '#access/limits/caller-quotas.ts';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import type { RateLimiter } from '#access/limits/rate-limiter.ts';
import { createRateLimiterWithStandIn } from '#access/limits/rate-limiter-with-stand-in.ts';
import { createRedisRateLimiter } from '#access/limits/redis-rate-limiter.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { Config } from '#config.ts';

/** What is counted, and what callers may do by it. */
export type RateLimits = { readonly limiter: RateLimiter; readonly quotas: CallerQuotas };

type Opening = {
  readonly config: Config;
  /** Where all processes count together; null counts in this one. */
  readonly redis: Redis | null;
  readonly cipher: Pick<IdentityCipher, 'hash'>;
  readonly now: () => Date;
  readonly log: Logger;
};

/** Limits as the configuration has them. */
export const openRateLimits = ({ config, redis, cipher, now, log }: Opening): RateLimits => {
  const memory = createMemoryRateLimiter({ now });
  const hashSubject = (subject: string): string => cipher.hash('rate limit', subject).toString('base64url').slice(0, HASH_CHARACTERS);
  const { rates, redisPrefix: prefix } = config;
  const limiter =
    redis === null
      ? memory
      : createRateLimiterWithStandIn({
          shared: createRedisRateLimiter({ redis, prefix, hashSubject }),
          standIn: rates.whenAway === 'allow' ? memory : null,
          now,
          log,
        });
  return { limiter, quotas: createCallerQuotas({ limiter, rates }) };
};

/** Of a hash: 96 bits. */
const HASH_CHARACTERS = 16;
