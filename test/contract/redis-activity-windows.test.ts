import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityWindows } from '#facts/activity-windows.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { createRedisActivityWindows } from '#facts/redis-activity-windows.ts';
import { HOUR, allAnswersOf, lastOf, observe } from '../support/observations.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

const RUNS = 40;
const PAGE_MS = 600;

let redis: Redis;
let scope: Awaited<ReturnType<typeof createTestPrefix>>;
let opened = 0;

beforeAll(async () => {
  if (!hasRedis()) return;
  redis = new Redis(redisUrl());
  scope = await createTestPrefix();
});
afterAll(async () => {
  if (!hasRedis()) return;
  await scope[Symbol.asyncDispose]();
  redis.disconnect();
});

const openRedis = (shards: number): (() => ActivityWindows) => {
  const prefix = `${scope.prefix}${opened++}:`;
  return () => createRedisActivityWindows({ redis, prefix, shards });
};

describe.skipIf(!hasRedis())('activity windows of two workers on one Redis', () => {
  it('keep a subject through the pages, and forget it after two', async () => {
    const prefix = `${scope.prefix}pages:`;
    const windows = createRedisActivityWindows({ redis, prefix, shards: 1, viewerMs: PAGE_MS, subjectMs: PAGE_MS });
    const events = async (entryId: string) => lastOf(await observe(windows, { minute: 0, entryId })).viewer?.events(HOUR);
    expect(await events('a')).toBe(1);
    await delay(0.6 * PAGE_MS);
    expect(await events('b')).toBe(2);
    await delay(0.6 * PAGE_MS);
    expect(await events('c')).toBe(3);
    await delay(2 * PAGE_MS);
    expect(await events('d')).toBe(1);
  });

  it('lose no update of either', async () => {
    const open = openRedis(2);
    const workers = [open(), open()];
    const calls = Array.from({ length: 60 }, (_, call) =>
      observe(workers[call % 2] ?? open(), { minute: call % 7, entryId: `entry-${call}` }),
    );
    await Promise.all(calls);
    expect(lastOf(await observe(open(), { minute: 7, entryId: 'last' })).viewer?.events(HOUR)).toBe(61);
  });

  it('still know an entry that another worker has settled, for minutes and not for hours', async () => {
    const prefix = `${scope.prefix}settled:`;
    const openShared = () => createRedisActivityWindows({ redis, prefix, shards: 1 });
    const [slow, fast] = [openShared(), openShared()];
    await observe(fast, { minute: 0 });
    await fast.settle(['entry-1']);
    await observe(slow, { minute: 0 });
    expect(lastOf(await observe(fast, { minute: 0, entryId: 'entry-2' })).viewer?.events(HOUR)).toBe(2);
    const keptMs = await redis.pttl(`${prefix}{s0}:w:e:entry-1`);
    expect(keptMs).toBeGreaterThan(60_000);
    expect(keptMs).toBeLessThanOrEqual(600_000);
  });

  it('add an entry once that both observe at the same time', async () => {
    const open = openRedis(2);
    await Promise.all(Array.from({ length: 20 }, () => observe(open(), { minute: 0 })));
    expect(lastOf(await observe(open(), { minute: 0, entryId: 'last' })).viewer?.events(HOUR)).toBe(2);
  });

  it('agree with memory about every sequence of entries, each delivered any number of times', async () => {
    const told = fc.record({
      minute: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2000 })),
      latenessMs: fc.constantFrom(0, HOUR, 3 * HOUR),
      viewerId: fc.constantFrom('viewer-1', 'viewer-2', null),
      contentId: fc.constantFrom('title-1', 'title-2'),
      region: fc.constantFrom('NL', 'DE', 'FR'),
      ipPrefix: fc.constantFrom('203.0.113.0/24', '2001:db8::/48', null),
      ipCountry: fc.constantFrom('NL', 'US', null),
      sessionId: fc.constantFrom('session-1', 'session-2', 'long'.repeat(30), null),
      isSessionEnd: fc.boolean(),
      isError: fc.boolean(),
      isAuthFailure: fc.boolean(),
      isSeek: fc.boolean(),
      deviceId: fc.constantFrom('device-1', 'device-2', null),
      count: fc.constantFrom(1, 3, 300, 70_000),
    });
    const entries = fc.array(fc.array(told, { maxLength: 6 }), { minLength: 6, maxLength: 6 });
    const calls = fc.array(fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(entries, calls, async (contents, deliveries) => {
        const [inMemory, inRedis] = [createMemoryActivityWindows(), openRedis(3)()];
        for (const delivered of deliveries) {
          const call = delivered.flatMap((entry) => (contents[entry] ?? []).map((one) => ({ ...one, entryId: `entry-${entry}` })));
          expect(allAnswersOf(await observe(inRedis, ...call))).toEqual(allAnswersOf(await observe(inMemory, ...call)));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
