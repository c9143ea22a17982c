import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlReaders } from '#store/sql-readers.ts';
import type { StatisticsFilter } from '#store/statistics/statistics-reader.ts';
import { ANNA, DAY_MS, daysOf, HOUR_MS, MIDNIGHT, MINUTE_MS, openKnownEvening, PHONE, RANGE, sumOf, TV } from '../support/known-evening.ts';
import { DATABASE_KINDS } from '../support/test-store.ts';

const ALL_OF_IT = { events: 8, plays: 2, errors: 1, watchMs: 28 * MINUTE_MS, rebufferMs: MINUTE_MS, attempts: 2, startFailures: 1 };
const IN_NL = { events: 6, plays: 1, errors: 0, watchMs: 28 * MINUTE_MS, rebufferMs: MINUTE_MS, attempts: 1, startFailures: 0 };
const IN_US = { events: 2, plays: 1, errors: 1, watchMs: 0, rebufferMs: 0, attempts: 1, startFailures: 1 };
const NOTHING = { events: 0, plays: 0, errors: 0, watchMs: 0, rebufferMs: 0, attempts: 0, startFailures: 0 };
const NO_SESSIONS = { watchMs: null, rebufferMs: null, attempts: null, startFailures: null };

describe.each(DATABASE_KINDS)('statistics on %s', (kind) => {
  let opened: Awaited<ReturnType<typeof openKnownEvening>>;
  let readers: SqlReaders;
  beforeAll(async () => {
    opened = await openKnownEvening(kind);
    ({ readers } = opened);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it.each<{ readonly filter: StatisticsFilter; readonly figures: object }>([
    { filter: {}, figures: ALL_OF_IT },
    { filter: { regions: ['NL'] }, figures: IN_NL },
    { filter: { regions: ['US-CA', 'US'] }, figures: IN_US },
    { filter: { regions: ['NL', 'US-CA'] }, figures: ALL_OF_IT },
    { filter: { regions: [] }, figures: NOTHING },
    { filter: { contentIds: ['title-2'] }, figures: IN_US },
    { filter: { contentIds: ['title-2'], regions: ['NL'] }, figures: NOTHING },
    { filter: { contentIds: ['title-1'], regions: ['NL'] }, figures: { ...IN_NL, events: 5 } },
    { filter: { sources: ['demo'] }, figures: ALL_OF_IT },
    { filter: { sources: ['other'] }, figures: NOTHING },
    { filter: { subscriptionPlans: ['VIP'] }, figures: IN_US },
    { filter: { eventTypes: ['PLAY', 'ERROR'] }, figures: { events: 3, plays: 2, errors: 1, ...NO_SESSIONS } },
    { filter: { eventTypes: ['PLAY'], regions: ['NL'] }, figures: { events: 1, plays: 1, errors: 0, ...NO_SESSIONS } },
    { filter: { deviceIds: [PHONE] }, figures: IN_US },
    { filter: { deviceIds: [TV, PHONE] }, figures: ALL_OF_IT },
    { filter: { deviceIds: [TV], regions: ['US-CA'] }, figures: NOTHING },
    { filter: { contentIds: ['title-2'], subscriptionPlans: ['VIP'] }, figures: IN_US },
    { filter: { contentIds: ['title-2'], eventTypes: ['ERROR'] }, figures: { events: 1, plays: 0, errors: 1, ...NO_SESSIONS } },
  ])('answers the summary of $filter', async ({ filter, figures }) => {
    expect((await readers.statistics.summary({ range: RANGE, filter })).figures).toEqual(figures);
  });

  it.each([
    { filter: {} },
    { filter: { regions: ['NL', 'US-CA'] } },
    { filter: { deviceIds: [TV, PHONE] } },
    { filter: { contentIds: ['title-1', 'title-2'] } },
  ])('gives timelines of $filter that add up to the summary, by hour, day and week', async ({ filter }) => {
    const summary = (await readers.statistics.summary({ range: RANGE, filter })).figures;
    for (const granularity of ['HOUR', 'DAY', 'WEEK'] as const) {
      const buckets = await readers.statistics.timeline({ range: RANGE, filter }, granularity);
      expect([granularity, sumOf(buckets, 'events'), sumOf(buckets, 'watchMs')]).toEqual([granularity, summary.events, summary.watchMs]);
    }
    const days = await readers.statistics.timeline({ range: RANGE, filter }, 'DAY');
    expect(days).toHaveLength(6);
    expect(days.map(({ figures }) => figures.plays)).toEqual([0, 0, 0, 1, 1, 0]);
    expect(days[3]).toMatchObject({ from: new Date(MIDNIGHT - DAY_MS), figures: { watchMs: 28 * MINUTE_MS } });
  });

  it('answers minutes while they are kept, and says what to ask when they are not', async () => {
    const recent = { from: new Date(MIDNIGHT), to: new Date(MIDNIGHT + 22 * MINUTE_MS) };
    const minutes = await readers.statistics.timeline({ range: recent, filter: {} }, 'MINUTE');
    expect(minutes.map(({ figures }) => figures.events)).toEqual([...Array.from({ length: 20 }, () => 0), 1, 0]);
    await expect(readers.statistics.timeline({ range: RANGE, filter: {} }, 'MINUTE')).rejects.toThrow(/kept for 48 hours: ask for HOUR/);
    await expect(readers.statistics.timeline({ range: RANGE, filter: { contentIds: ['title-1'] } }, 'MINUTE')).rejects.toThrow(
      /of CONTENT are kept for 8 hours/,
    );
  });

  it('counts who it was', async () => {
    const uniques = async (filter: StatisticsFilter) => {
      const { viewers, devices } = await (await readers.statistics.summary({ range: RANGE, filter })).uniques();
      return [viewers.value, devices.value, viewers.relativeError];
    };
    expect(await uniques({})).toEqual([2, 2, 1.04 / 64]);
    expect(await uniques({ regions: ['NL'] })).toEqual([1, 1, 1.04 / 32]);
    expect(await uniques({ regions: ['DE'] })).toEqual([0, 0, 0]);
    expect(await uniques({ deviceIds: [PHONE] })).toEqual([1, 1, 0]);
    const days = await readers.statistics.timeline({ range: RANGE, filter: {} }, 'DAY');
    expect(await Promise.all(days.map(async ({ uniques: of }) => (await of()).viewers.value))).toEqual([0, 1, 0, 1, 2, 0]);
    const weeks = await readers.statistics.timeline({ range: RANGE, filter: {} }, 'WEEK');
    expect(Math.max(...(await Promise.all(weeks.map(async ({ uniques: of }) => (await of()).devices.value))))).toBe(2);
  });

  it('answers from events over at most 7 days', async () => {
    await expect(readers.statistics.summary({ range: daysOf(-7, 0.1), filter: { deviceIds: [TV] } })).rejects.toThrow(/at most 7 days/);
    expect((await readers.statistics.summary({ range: daysOf(-6, 1), filter: { deviceIds: [TV] } })).figures.events).toBe(6);
  });

  it('books the stretch of a session in the bucket it begins in, from events as from statistics', async () => {
    for (const filter of [{}, { deviceIds: [TV] }]) {
      const before = await readers.statistics.summary({ range: daysOf(-1, 0), filter });
      const after = await readers.statistics.summary({ range: daysOf(0, 0.25), filter });
      expect([before.figures.watchMs, after.figures.watchMs, after.figures.events]).toEqual([28 * MINUTE_MS, 0, 1]);
    }
  });

  it('answers titles, regions and devices one by one', async () => {
    const eventsOf = async (facet: 'CONTENT' | 'REGION' | 'DEVICE', keys: readonly string[]) =>
      (await readers.statistics.byKey(RANGE, facet, keys)).map(({ figures }) => figures.events);
    expect(await eventsOf('CONTENT', ['title-2', 'unknown', 'title-1'])).toEqual([2, 0, 5]);
    expect(await eventsOf('REGION', ['US-CA', 'NL'])).toEqual([2, 6]);
    expect(await eventsOf('DEVICE', [PHONE, randomUUID(), TV])).toEqual([2, 0, 6]);
    const [phone] = await readers.statistics.byKey(RANGE, 'DEVICE', [PHONE]);
    expect([phone?.figures, await phone?.uniques()]).toEqual([
      IN_US,
      { viewers: { value: 1, relativeError: 0 }, devices: { value: 1, relativeError: 0 } },
    ]);
  });

  it('answers the largest parts of titles and regions', async () => {
    const { partsOf } = readers.statistics;
    expect(await partsOf(RANGE, 'REGIONS_OF_CONTENT', { keys: ['title-2', 'none'], limit: 10 })).toEqual([
      { parts: [{ key: 'US-CA', events: 2, plays: 1 }], events: 2, plays: 1 },
      { parts: [], events: 0, plays: 0 },
    ]);
    expect(await partsOf(RANGE, 'DEVICE_TYPES_OF_REGION', { keys: ['NL'], limit: 1 })).toEqual([
      { parts: [{ key: 'SMART_TV', events: 6, plays: 1 }], events: 6, plays: 1 },
    ]);
    expect(await partsOf(RANGE, 'ERROR_CODES_OF_REGION', { keys: ['NL', 'US-CA'], limit: 10 })).toEqual([
      { parts: [], events: 0, plays: 0 },
      { parts: [{ key: 'DRM "1"', events: 1, plays: 0 }], events: 1, plays: 0 },
    ]);
  });

  it('answers what the rules found, where and when', async () => {
    const everywhere = { range: RANGE, regions: undefined };
    const inUs = { range: RANGE, regions: ['US-CA'] };
    const { compliance } = readers;
    expect(await compliance.byLevel(everywhere)).toEqual([
      { level: 'LOW', count: 7 },
      { level: 'HIGH', count: 1 },
    ]);
    expect(await compliance.byLevel({ range: RANGE, regions: ['NL'] })).toEqual([{ level: 'LOW', count: 6 }]);
    expect(await compliance.byRule(inUs)).toEqual([{ ruleKey: 'multi-ip', count: 1 }]);
    expect(await compliance.byCategory(everywhere)).toEqual([{ category: 'ACCOUNT', count: 1 }]);
    expect(await compliance.byRegulation(everywhere)).toEqual([
      { regulation: 'EPRIVACY', count: 1 },
      { regulation: 'GDPR', count: 1 },
    ]);
    expect(await compliance.byShadowRule(everywhere)).toEqual([{ ruleKey: 'multi-region', count: 1 }]);
    expect(await compliance.byRule({ range: RANGE, regions: ['NL'] })).toEqual([]);
    const first = await compliance.regions(everywhere, { after: null, limit: 1 });
    expect(first).toEqual({ rows: [{ region: 'US-CA', evaluated: 2, flagged: 1, highRisk: 1, scoreSum: 60 }], hasMore: true });
    expect((await compliance.regions(everywhere, { after: { flagged: 1, region: 'US-CA' }, limit: 5 })).rows).toMatchObject([
      { region: 'NL', flagged: 0 },
    ]);
    const days = await compliance.timeline(everywhere, 'DAY');
    expect(days.map(({ evaluated }) => evaluated)).toEqual([0, 1, 0, 4, 3, 0]);
  });

  it('answers how long storing took and what is left to count', async () => {
    const today = { from: new Date(Date.now() - HOUR_MS), to: new Date(Date.now() + HOUR_MS) };
    expect((await readers.pipeline.processingLatency(today)).sampleCount).toBe(8);
    expect([
      await readers.pipeline.uncountedEvents(),
      await readers.statistics.uncountedSince(),
      await readers.pipeline.deadLetters(),
    ]).toEqual([0, null, 0]);
  });

  it('answers the sessions of a viewer in pages', async () => {
    const first = await readers.sessions.ofViewer(ANNA, { after: null, limit: 1 });
    expect(first).toMatchObject({
      sessions: [{ sessionId: 'night', source: 'demo', watchMs: 28 * MINUTE_MS, deviceId: TV }],
      hasMore: false,
    });
    const [session] = first.sessions;
    if (session === undefined) throw new Error('a session');
    expect(await readers.sessions.ofViewer(ANNA, { after: session, limit: 5 })).toEqual({ sessions: [], hasMore: false });
    expect(await readers.sessions.byIds([{ source: 'demo', sessionId: 'none' }, session])).toMatchObject([null, { sessionId: 'night' }]);
  });
});
