import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import { type RateLimiter, RateLimiterAway } from '#access/limits/rate-limiter.ts';
import { createRateLimiterWithStandIn } from '#access/limits/rate-limiter-with-stand-in.ts';
import { createRedisRateLimiter } from '#access/limits/redis-rate-limiter.ts';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import { eventually } from '../support/eventually.ts';
import { hashSubject } from '../support/rate-limiters.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';

const QUOTA = { subject: 'API_KEY:k', unit: 'REQUESTS', limit: 10, windowMs: 60_000 } as const;

const openBehindProxy = async (standIn: RateLimiter | null) => {
  await using stack = new AsyncDisposableStack();
  const scope = stack.use(await createTestPrefix());
  const proxy = stack.use(await openTcpProxy(redisUrl()));
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const redis = await createRedisConnector({ url: proxy.urlOf(redisUrl()), log: pino({ level: 'silent' }) })('limits');
  stack.defer(() => redis.disconnect());
  const shared = createRedisRateLimiter({ redis, prefix: scope.prefix, hashSubject });
  const limiter = createRateLimiterWithStandIn({ shared, standIn, now: () => new Date(), log });
  const kept = stack.move();
  return { limiter, proxy, lines, [Symbol.asyncDispose]: () => kept.disposeAsync() };
};
const takeOf = ({ take }: RateLimiter, cost: number) => take({ ...QUOTA, cost });

describe.skipIf(!hasRedis())('when Redis is away', () => {
  it.each([
    ['cut off', 'cut' as const],
    ['silent', 'silent' as const],
  ])('and %s, the limits of this process hold in its place at once, until it is back', async (_how, how) => {
    await using opened = await openBehindProxy(createMemoryRateLimiter({ now: () => new Date() }));
    const { limiter, proxy, lines } = opened;
    await takeOf(limiter, 10);
    if (how === 'cut') proxy.cut();
    else proxy.watch(() => false);
    const before = performance.now();
    expect(await takeOf(limiter, 9)).toMatchObject({ isAllowed: true, remaining: 1 });
    expect(await takeOf(limiter, 2)).toMatchObject({ isAllowed: false });
    expect(performance.now() - before).toBeLessThan(1_000);
    proxy.restore();
    proxy.watch(null);
    if (how === 'silent') proxy.cutOnce(); // what was held back is lost
    const seen = await eventually(async () => ((await limiter.look(QUOTA)).remaining === 0 ? true : null), {
      what: 'Redis',
      withinMs: 8_000,
    });
    expect(seen).toBe(true);
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'rate limits: Redis is away',
      'rate limits: Redis is back',
    ]);
  });

  it('nothing passes where that is wanted', async () => {
    await using opened = await openBehindProxy(null);
    opened.proxy.cut();
    await expect(takeOf(opened.limiter, 1)).rejects.toThrow(RateLimiterAway);
    await expect(takeOf(opened.limiter, 1)).rejects.toThrow(RateLimiterAway);
  });
});
