import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityWindows } from '#facts/activity-windows.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { createRedisActivityWindows } from '#facts/redis-activity-windows.ts';
import { SIGHTINGS_MAX } from '#facts/sighting.ts';
import { NOON } from '../support/builders.ts';
import { HOUR, type Told, allAnswersOf, lastOf, observe } from '../support/observations.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

const MINUTE = 60_000;
const LONG = 'session-'.repeat(20);

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

const openRedis = (shards: number): ActivityWindows => createRedisActivityWindows({ redis, prefix: `${scope.prefix}${opened++}:`, shards });

const memory = ['memory', () => createMemoryActivityWindows()] as const;
const onRedis = [
  ['redis with one shard', () => openRedis(1)],
  ['redis with four shards', () => openRedis(4)],
] as const;
const adapters: readonly (readonly [name: string, open: () => ActivityWindows])[] = [memory, ...(hasRedis() ? onRedis : [])];

describe.each(adapters)('activity windows in %s', (_name, open) => {
  it('count an event with those before it, whether told in one call or in several', async () => {
    const together = lastOf(await observe(open(), { minute: 0 }, { minute: 1 }, { minute: 2 }));
    const apart = open();
    await observe(apart, { minute: 0, entryId: 'a' });
    await observe(apart, { minute: 1, entryId: 'b' });
    expect(together.viewer?.events(HOUR)).toBe(3);
    expect(lastOf(await observe(apart, { minute: 2, entryId: 'c' })).viewer?.events(HOUR)).toBe(3);
  });

  it('tell each event of a call what was known at its turn', async () => {
    const facts = await observe(open(), { minute: 0 }, { minute: 0 }, { minute: 0 });
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([1, 2, 3]);
  });

  it.each([
    [14, 2],
    [15, 1],
  ])('look back over whole minutes that end with the event: %i minutes apart within 15', async (minute, events) => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a' });
    expect(lastOf(await observe(windows, { minute, entryId: 'b' })).viewer?.events(15 * MINUTE)).toBe(events);
  });

  it('count authentication failures of viewers, and errors of devices and titles', async () => {
    const facts = lastOf(
      await observe(open(), { minute: 0, isError: true }, { minute: 1, isAuthFailure: true }, { minute: 2, isError: true }),
    );
    expect([facts.viewer, facts.device, facts.content].map((subject) => subject?.failures(HOUR))).toEqual([1, 2, 2]);
  });

  it('count errors and seeks of a viewer, and the devices and titles', async () => {
    const windows = open();
    await observe(windows, { minute: 0, isError: true, deviceId: 'device-2' }, { minute: 10, isSeek: true, contentId: 'title-2' });
    const { viewer, playback } = lastOf(await observe(windows, { minute: 50, isSeek: true, deviceId: 'device-3', entryId: 'b' }));
    expect([playback?.errors(HOUR), playback?.seeks(HOUR), viewer?.devices(HOUR), viewer?.titles(HOUR)]).toEqual([1, 2, 3, 2]);
    const quiet = lastOf(await observe(windows, { minute: 60, entryId: 'c' })).playback;
    expect([quiet?.errors(HOUR), quiet?.seeks(HOUR), quiet?.seeks(15 * MINUTE)]).toEqual([0, 2, 1]);
  });

  it('keep subjects apart, also of one id', async () => {
    const windows = open();
    await observe(windows, { minute: 0, viewerId: 'same', deviceId: 'same', contentId: null, entryId: 'a' });
    const facts = lastOf(await observe(windows, { minute: 0, viewerId: 'same', deviceId: 'other', contentId: 'same', entryId: 'b' }));
    expect([facts.viewer, facts.device, facts.content].map((subject) => subject?.events(HOUR))).toEqual([2, 1, 1]);
  });

  it('answer null for a subject that is not named', async () => {
    const facts = lastOf(await observe(open(), { minute: 0, viewerId: null, deviceId: null, contentId: null }));
    expect(facts).toMatchObject({ viewer: null, device: null, content: null });
  });

  it('name the regions and prefixes of the hour before an event in order', async () => {
    const windows = open();
    await observe(
      windows,
      { minute: 0, region: 'NL', entryId: 'a' },
      { minute: 20, region: 'DE', ipPrefix: '198.51.100.0/24', entryId: 'a' },
    );
    const { viewer } = lastOf(await observe(windows, { minute: 60, region: 'FR', ipPrefix: null, entryId: 'b' }));
    expect(viewer?.regions(HOUR)).toEqual(['NL', 'DE', 'FR']);
    expect(viewer?.ipPrefixes(HOUR)).toEqual(['203.0.113.0/24', '198.51.100.0/24']);
    expect(viewer?.regions(30 * MINUTE)).toEqual(['FR']);
  });

  it('let a late event complete a pattern', async () => {
    const windows = open();
    await observe(windows, { minute: 30, region: 'NL', entryId: 'a' }, { minute: 50, region: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 10, region: 'FR', entryId: 'b', latenessMs: 40 * MINUTE }));
    expect(viewer?.regions(HOUR)).toEqual(['FR', 'NL', 'DE']);
    expect(viewer?.events(HOUR)).toBe(1);
  });

  it('never join sightings that no span of the window holds together', async () => {
    const windows = open();
    await observe(windows, { minute: 0, region: 'NL', entryId: 'a' }, { minute: 100, region: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 50, region: 'FR', entryId: 'b', latenessMs: HOUR }));
    expect(viewer?.regions(HOUR)).toHaveLength(2);
  });

  it('tell of an event later than the memory and do not add it', async () => {
    const windows = open();
    const late = { minute: 0, latenessMs: 2 * HOUR + 1 };
    const told = lastOf(await observe(windows, { ...late, entryId: 'a' }));
    expect(told).toMatchObject({ latenessMs: 2 * HOUR + 1 });
    expect(told.viewer?.events(HOUR)).toBe(1);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'b' })).viewer?.events(HOUR)).toBe(1);
  });

  it('forget what is older than a window and its lateness', async () => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a', region: 'DE' });
    await observe(windows, { minute: 120, entryId: 'b' });
    const { viewer } = lastOf(await observe(windows, { minute: 0, entryId: 'c' }));
    expect(viewer?.events(HOUR)).toBe(1);
    expect(viewer?.regions(HOUR)).toEqual(['NL']);
  });

  it('answer at least as much when an entry comes again, and add nothing', async () => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'before', isError: true });
    const entry = [{ minute: 1, isError: true }, { minute: 2, region: 'DE' }, { minute: 2 }] as const;
    const first = await observe(windows, ...entry);
    const again = await observe(windows, ...entry);
    expect(again.map(({ viewer }) => viewer?.events(HOUR))).toEqual([2, 3, 4]);
    expect(again.map(({ device }) => device?.failures(HOUR))).toEqual([2, 2, 2]);
    expect(again.map(({ viewer }) => viewer?.regions(HOUR).length)).toEqual([2, 2, 2]);
    expect(allAnswersOf(again.slice(1))).toEqual(allAnswersOf(first.slice(1)));
    expect(lastOf(await observe(windows, { minute: 3, entryId: 'after' })).viewer?.events(HOUR)).toBe(5);
  });

  it('add the new entry of a call that brings an old one again', async () => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a' });
    const facts = await observe(windows, { minute: 0, entryId: 'a' }, { minute: 0, entryId: 'b' });
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([1, 2]);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'c' })).viewer?.events(HOUR)).toBe(3);
  });

  it('take entries as settled that are unknown, and go on', async () => {
    const windows = open();
    await observe(windows, { minute: 0 });
    await windows.settle(['entry-1', 'never seen']);
    await windows.settle([]);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'entry-2' })).viewer?.events(HOUR)).toBe(2);
  });

  it.each([200, 60_000, 100_000])('count past %i', async (count) => {
    const windows = open();
    await observe(windows, { minute: 0, count: 1, entryId: 'x' }, { minute: 2, count, isError: true, entryId: 'a' });
    await observe(windows, { minute: 2, count, isError: true, entryId: 'b' });
    const { content } = lastOf(await observe(windows, { minute: 2, entryId: 'c' }));
    expect([content?.events(HOUR), content?.failures(HOUR)]).toEqual([2 * count + 2, 2 * count]);
  });

  it(`remember at most ${SIGHTINGS_MAX} names of a viewer, the newest`, async () => {
    const windows = open();
    const names = Array.from({ length: SIGHTINGS_MAX + 20 }, (_, i) => ({
      minute: i / 10,
      ipPrefix: `10.${i >> 8}.${i & 255}.0/24`,
      entryId: 'a',
    }));
    await observe(windows, ...names);
    const { viewer } = lastOf(await observe(windows, { minute: 30, entryId: 'b', ipPrefix: null }));
    const remembered = viewer?.ipPrefixes(HOUR) ?? [];
    expect(remembered).toHaveLength(SIGHTINGS_MAX - 3);
    expect(remembered.at(-1)).toBe(names.at(-1)?.ipPrefix);
  });

  it.each<[what: string, sessions: number, told: readonly Partial<Told>[]]>([
    ['seen five minutes ago', 2, [{ minute: 0, sessionId: 'a' }]],
    ['seen longer ago', 1, [{ minute: -0.1, sessionId: 'a' }]],
    [
      'that ended',
      1,
      [
        { minute: 4, sessionId: 'a' },
        { minute: 5, sessionId: 'a', isSessionEnd: true },
      ],
    ],
    [
      'whose end was told before its last event',
      1,
      [
        { minute: 5, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'that went on after its end',
      2,
      [
        { minute: 3, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'seen at the very moment of its end',
      1,
      [
        { minute: 4, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'seen again after the event',
      1,
      [
        { minute: 4, sessionId: 'a' },
        { minute: 6, sessionId: 'a' },
      ],
    ],
    ['of its own', 1, [{ minute: 4, sessionId: 'own' }]],
    [
      'with ids that differ only at their ends',
      3,
      [
        { minute: 4, sessionId: `${LONG}1` },
        { minute: 4, sessionId: `${LONG}2` },
      ],
    ],
  ])('count with its own a session %s: %i', async (_what, sessions, told) => {
    const windows = open();
    for (const [index, one] of told.entries()) await observe(windows, { minute: 0, entryId: `before-${index}`, ...one });
    const { viewer } = lastOf(await observe(windows, { minute: 5, sessionId: 'own', entryId: 'event' }));
    expect(viewer?.sessions(5 * MINUTE)).toBe(sessions);
    const together = await observe(open(), ...told.map((one) => ({ minute: 0, ...one })), { minute: 5, sessionId: 'own' });
    expect(lastOf(together).viewer?.sessions(5 * MINUTE)).toBe(sessions);
  });

  it('tell where else a viewer was within a day, long after everything else is forgotten', async () => {
    const windows = open();
    await observe(windows, { minute: 0, ipCountry: 'NL', entryId: 'a' }, { minute: 600, ipCountry: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 1440, ipCountry: 'US', entryId: 'b' }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([
      { country: 'NL', at: NOON.getTime() },
      { country: 'DE', at: NOON.getTime() + 600 * MINUTE },
    ]);
    expect(viewer?.otherCountries(24 * HOUR - 1)).toEqual([{ country: 'DE', at: NOON.getTime() + 600 * MINUTE }]);
    expect(viewer?.regions(HOUR)).toEqual(['NL']);
    expect(lastOf(await observe(windows, { minute: 1441, ipCountry: null, entryId: 'c' })).viewer?.otherCountries(24 * HOUR)).toEqual([]);
  });

  it('remember a late place, however many minutes of counts lie behind', async () => {
    const windows = open();
    await observe(windows, { minute: 300, ipCountry: 'NL', entryId: 'a' });
    await observe(windows, { minute: 0, ipCountry: 'US', region: 'US', entryId: 'b' });
    const { viewer } = lastOf(await observe(windows, { minute: 301, ipCountry: 'NL', entryId: 'c' }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([{ country: 'US', at: NOON.getTime() }]);
    expect(viewer?.events(HOUR)).toBe(2);
  });

  it('answer nothing for nothing', async () => {
    expect(await open().observe([])).toEqual([]);
  });
});
