import fc from 'fast-check';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import type { Quota } from '#access/limits/rate-limiter.ts';
import { createRedisRateLimiter } from '#access/limits/redis-rate-limiter.ts';
import { BUCKETS_PER_WINDOW } from '#access/limits/sliding-window.ts';
import { aPerson } from '../support/a-principal.ts';
import { hashSubject, rateLimiters } from '../support/rate-limiters.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

const MINUTE = 60_000;
const LATE_MS_MAX = MINUTE / BUCKETS_PER_WINDOW;
const START = Date.UTC(2026, 10, 25, 12);

const aQuota = (overrides: Partial<Quota> = {}): Quota => ({
  subject: 'API_KEY:k',
  unit: 'REQUESTS',
  limit: 10,
  windowMs: MINUTE,
  ...overrides,
});

describe.each(rateLimiters())('rate limiter: %s', (_name, open) => {
  const openAt = (at = START) => {
    const clock = { at };
    return { clock, limiter: open(() => clock.at) };
  };

  it('lets the limit pass and no more, and says what is left and when it is back', async () => {
    const { limiter } = openAt();
    const reset = expect.toSatisfy((resetAt: Date) => {
      const ms = resetAt.getTime() - START;
      return ms >= MINUTE && ms <= MINUTE + LATE_MS_MAX;
    }) as Date;
    const common = { limit: 10, windowMs: MINUTE };
    expect(await limiter.take({ ...aQuota(), cost: 7 })).toEqual({
      ...common,
      isAllowed: true,
      remaining: 3,
      resetAt: reset,
      retryAfterMs: 0,
    });
    expect(await limiter.take({ ...aQuota(), cost: 3 })).toMatchObject({ isAllowed: true, remaining: 0 });
    const refused = await limiter.take({ ...aQuota(), cost: 1 });
    expect(refused).toMatchObject({ ...common, isAllowed: false, remaining: 0, resetAt: reset });
    expect(refused.retryAfterMs).toBe(refused.resetAt.getTime() - START);
  });

  it('gives back what was taken, each part after a window of its own', async () => {
    const { clock, limiter } = openAt();
    await limiter.take({ ...aQuota(), cost: 4 });
    clock.at += MINUTE / 2;
    await limiter.take({ ...aQuota(), cost: 6 });
    clock.at = START + MINUTE + LATE_MS_MAX;
    expect(await limiter.take({ ...aQuota(), cost: 5 })).toMatchObject({ isAllowed: false, remaining: 4 });
    expect(await limiter.take({ ...aQuota(), cost: 4 })).toMatchObject({ isAllowed: true, remaining: 0 });
  });

  it('lets what was refused pass once it has waited for as long as it was told', async () => {
    const { clock, limiter } = openAt(START + 1_234);
    for (const cost of [3, 3, 4]) {
      await limiter.take({ ...aQuota(), cost });
      clock.at += 5_000;
    }
    const { retryAfterMs } = await limiter.take({ ...aQuota(), cost: 5 });
    clock.at += retryAfterMs - 1;
    expect(await limiter.take({ ...aQuota(), cost: 5 })).toMatchObject({ isAllowed: false, retryAfterMs: 1 });
    clock.at += 1;
    expect(await limiter.take({ ...aQuota(), cost: 5 })).toMatchObject({ isAllowed: true });
  });

  it('tells what can never fit to wait a whole window', async () => {
    expect(await openAt().limiter.take({ ...aQuota(), cost: 11 })).toMatchObject({ isAllowed: false, remaining: 10, retryAfterMs: MINUTE });
    expect(await openAt().limiter.take({ ...aQuota({ limit: 0 }), cost: 1 })).toMatchObject({ isAllowed: false, remaining: 0 });
  });

  it('holds a person to the limit of people', async () => {
    const { id, allowance } = aPerson();
    const quota = aQuota({ subject: `USER:${id}`, limit: allowance.requestsPerMinute });
    expect(await openAt().limiter.take({ ...quota, cost: 600 })).toMatchObject({ isAllowed: true, remaining: 0 });
  });

  it('counts each subject, unit and window for itself', async () => {
    const { limiter } = openAt();
    await limiter.take({ ...aQuota(), cost: 10 });
    const others = [{ subject: 'API_KEY:other' }, { unit: 'EVENTS' as const }, { windowMs: 2 * MINUTE }];
    for (const other of others) expect(await limiter.take({ ...aQuota(other), cost: 10 })).toMatchObject({ isAllowed: true });
    expect(await limiter.take({ ...aQuota(), cost: 1 })).toMatchObject({ isAllowed: false });
  });

  it('takes of several quotas or of none', async () => {
    const { limiter } = openAt();
    const address = aQuota({ subject: 'address', limit: 5 });
    const both = (cost: number) =>
      limiter.takeAll([
        { ...aQuota(), cost },
        { ...address, cost },
      ]);
    expect(await both(5)).toMatchObject([
      { isAllowed: true, remaining: 5 },
      { isAllowed: true, remaining: 0 },
    ]);
    expect(await both(1)).toMatchObject([
      { isAllowed: true, remaining: 5 },
      { isAllowed: false, remaining: 0 },
    ]);
    expect(await limiter.look(aQuota())).toMatchObject({ remaining: 5 });
  });

  it('looks without taking, and follows a limit that changes', async () => {
    const { limiter } = openAt();
    expect(await limiter.look(aQuota())).toMatchObject({ isAllowed: true, remaining: 10, resetAt: new Date(START) });
    await limiter.take({ ...aQuota(), cost: 8 });
    expect(await limiter.look(aQuota({ limit: 5 }))).toMatchObject({ remaining: 0 });
    expect(await limiter.look(aQuota({ limit: 20 }))).toMatchObject({ remaining: 12 });
  });

  it('judges takes that come at once one after the other', async () => {
    const { limiter } = openAt();
    const states = await Promise.all(Array.from({ length: 40 }, () => limiter.take({ ...aQuota(), cost: 1 })));
    expect(states.map(({ isAllowed }) => isAllowed)).toEqual(states.map((_, i) => i < 10));
  });

  it('never lets more than the limit pass in any window, and gives everything back in time, whatever is asked', async () => {
    const steps = fc.array(fc.record({ pauseMs: fc.integer({ min: 0, max: 25_000 }), cost: fc.integer({ min: 1, max: 6 }) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 0, max: MINUTE }), async (asked, offset) => {
        const { clock, limiter } = openAt(START + offset);
        const passed: { readonly at: number; readonly cost: number }[] = [];
        const sumSince = (from: number) => passed.filter(({ at }) => at > from).reduce((sum, { cost }) => sum + cost, 0);
        for (const { pauseMs, cost } of asked) {
          clock.at += pauseMs;
          const { isAllowed, remaining } = await limiter.take({ ...aQuota(), cost });
          const isRightlyRefused = sumSince(clock.at - MINUTE - LATE_MS_MAX) + cost > 10;
          if (isAllowed) passed.push({ at: clock.at, cost });
          expect(isAllowed || isRightlyRefused).toBe(true);
          expect(sumSince(clock.at - MINUTE)).toBeLessThanOrEqual(10);
          expect(remaining).toBeLessThanOrEqual(10 - sumSince(clock.at - MINUTE));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the rate limiter in memory', () => {
  it('forgets the subject that came longest ago when there are too many', async () => {
    const { take, look } = createMemoryRateLimiter({ now: () => new Date(START), quotasMax: 2 });
    for (const subject of ['a', 'b', 'a', 'c']) await take({ ...aQuota({ subject }), cost: 1 });
    expect(await look(aQuota({ subject: 'a' }))).toMatchObject({ remaining: 8 });
    expect(await look(aQuota({ subject: 'b' }))).toMatchObject({ remaining: 10 });
  });
});

describe.skipIf(!hasRedis())('the rate limiter in Redis', () => {
  it('is one for all processes, by the clock of Redis, and leaves nothing behind that names a subject or stays', async () => {
    await using scope = await createTestPrefix();
    const redis = new Redis(redisUrl());
    const others = Array.from({ length: 4 }, () => new Redis(redisUrl()));
    const limiters = others.map((one) => createRedisRateLimiter({ redis: one, prefix: scope.prefix, hashSubject }));
    const quota = aQuota({ subject: '203.0.113.7', limit: 100 });
    const hundred = Array.from({ length: 100 }, () => ({ ...quota, cost: 1 }));
    const states = await Promise.all(limiters.flatMap(({ take }) => hundred.map(take)));
    const [seconds = 0] = await redis.time();
    const keys = await redis.keys(`${scope.prefix}*`);
    const ttls = await Promise.all(keys.map((key) => redis.pttl(key)));
    for (const one of [redis, ...others]) one.disconnect();
    expect(states.filter((state) => state.isAllowed)).toHaveLength(100);
    expect((states[0]?.resetAt.getTime() ?? 0) - seconds * 1_000).toBeGreaterThan(MINUTE - 5_000);
    expect(keys).toEqual([`${scope.prefix}{limits}:REQUESTS:60000:${hashSubject('203.0.113.7')}`]);
    expect(ttls[0]).toBeGreaterThan(MINUTE - 5_000);
    expect(ttls[0]).toBeLessThanOrEqual(MINUTE + LATE_MS_MAX);
  });
});
