import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import { createSqlReaders, type SqlReaders } from '#store/sql-readers.ts';
import { type Counted, type GroupPage, type StatisticsFilter, UnansweredStatistics } from '#store/statistics/statistics-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { countAll } from '../support/count-all.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The last midnight but one: there is a whole day, hours before and after it. */
const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
const [ANNA, BO] = [randomUUID(), randomUUID()];
const [TV, PHONE] = [randomUUID(), randomUUID()];

type Who = { readonly viewerId?: string; readonly deviceId?: string };
const anEvent = (
  minutes: number,
  event: Partial<PlaybackEvent>,
  { viewerId = ANNA, deviceId = TV }: Who = {},
  assessment: Partial<RiskAssessment> = {},
): AssessedEvent => ({
  identified: anIdentifiedEvent(
    {
      eventId: randomUUID(),
      sessionId: null,
      contentId: 'title-1',
      region: 'NL',
      occurredAt: new Date(MIDNIGHT + minutes * MINUTE_MS),
      ...event,
    },
    { viewerId, deviceId },
  ),
  assessment: anAssessment(assessment),
});

const finding = {
  ruleKey: 'multi-ip',
  category: 'ACCOUNT',
  points: 30,
  observed: '',
  threshold: null,
  explanation: '',
  regulations: ['GDPR', 'EPRIVACY'],
  error: null,
} as const;

const US = { region: 'US-CA', contentId: 'title-2', deviceType: 'MOBILE', appVersion: null, subscriptionPlan: 'VIP' } as const;
const ON_PHONE = { viewerId: BO, deviceId: PHONE };

/** One session in the Netherlands from 23:50 to 0:20, one in California at 10:00 that fails to start, and an event without a title three days before. */
const EVENTS = [
  anEvent(-10, { eventType: 'PLAY', sessionId: 'night' }),
  anEvent(-9, { eventType: 'PLAYING', sessionId: 'night' }),
  anEvent(-5, { eventType: 'BUFFER_START', sessionId: 'night' }),
  anEvent(-4, { eventType: 'BUFFER_END', sessionId: 'night' }),
  anEvent(20, { eventType: 'STOP', sessionId: 'night' }),
  anEvent(600, { eventType: 'PLAY', sessionId: 'morning', ...US }, ON_PHONE, { shadowRules: ['multi-region'] }),
  anEvent(601, { eventType: 'ERROR', sessionId: 'morning', errorCode: 'DRM "1"', ...US }, ON_PHONE, {
    level: 'HIGH',
    score: 60,
    findings: [finding, { ...finding, ruleKey: 'broken', error: 'rule failed', points: 0 }],
  }),
  anEvent(-3 * 24 * 60, { eventType: 'LOGIN', contentId: null }),
];

const ALL_OF_IT = { events: 8, plays: 2, errors: 1, watchMs: 28 * MINUTE_MS, rebufferMs: MINUTE_MS, attempts: 2, startFailures: 1 };
const IN_NL = { events: 6, plays: 1, errors: 0, watchMs: 28 * MINUTE_MS, rebufferMs: MINUTE_MS, attempts: 1, startFailures: 0 };
const IN_US = { events: 2, plays: 1, errors: 1, watchMs: 0, rebufferMs: 0, attempts: 1, startFailures: 1 };
const NOTHING = { events: 0, plays: 0, errors: 0, watchMs: 0, rebufferMs: 0, attempts: 0, startFailures: 0 };
const NO_SESSIONS = { watchMs: null, rebufferMs: null, attempts: null, startFailures: null };

describe.each(DATABASE_KINDS)('statistics on %s', (kind) => {
  let opened: TestStore;
  let readers: SqlReaders;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    readers = createSqlReaders(opened.database.sql, { mode: 'server', now: () => new Date() });
    await opened.store.makeRoom(
      EVENTS.map(({ identified }) => ({ occurredAt: identified.event.occurredAt })),
      new Date(),
    );
    await opened.store.inTransaction(new Date(), (transaction) => transaction.save(EVENTS, []));
    await countAll(opened.database.sql);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const range = { from: new Date(MIDNIGHT - 4 * DAY_MS), to: new Date(MIDNIGHT + 2 * DAY_MS) };
  /** Where the events of one title or device are few enough to be read. */
  const daysOf = (from: number, to: number) => ({ from: new Date(MIDNIGHT + from * DAY_MS), to: new Date(MIDNIGHT + to * DAY_MS) });
  const sum = (rows: readonly Counted[], of: 'events' | 'plays' | 'watchMs') =>
    rows.reduce((total, { figures }) => total + (figures[of] ?? 0), 0);

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
    expect((await readers.statistics.summary({ range, filter })).figures).toEqual(figures);
  });

  it.each([
    { filter: {} },
    { filter: { regions: ['NL', 'US-CA'] } },
    { filter: { deviceIds: [TV, PHONE] } },
    { filter: { contentIds: ['title-1', 'title-2'] } },
  ])('gives timelines of $filter that add up to the summary, by hour, day and week', async ({ filter }) => {
    const summary = (await readers.statistics.summary({ range, filter })).figures;
    for (const granularity of ['HOUR', 'DAY', 'WEEK'] as const) {
      const buckets = await readers.statistics.timeline({ range, filter }, granularity);
      expect([granularity, sum(buckets, 'events'), sum(buckets, 'watchMs')]).toEqual([granularity, summary.events, summary.watchMs]);
    }
    const days = await readers.statistics.timeline({ range, filter }, 'DAY');
    expect(days).toHaveLength(6);
    expect(days.map(({ figures }) => figures.plays)).toEqual([0, 0, 0, 1, 1, 0]);
    expect(days[3]).toMatchObject({ from: new Date(MIDNIGHT - DAY_MS), figures: { watchMs: 28 * MINUTE_MS } });
  });

  it('answers minutes while they are kept, and says what to ask when they are not', async () => {
    const recent = { from: new Date(MIDNIGHT - 15 * MINUTE_MS), to: new Date(MIDNIGHT) };
    const isKept = Date.now() - recent.from.getTime() <= 48 * HOUR_MS;
    const minutes = readers.statistics.timeline({ range: recent, filter: {} }, 'MINUTE');
    if (isKept) expect((await minutes).map(({ figures }) => figures.events)).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0]);
    else await expect(minutes).rejects.toThrow(UnansweredStatistics);
    await expect(readers.statistics.timeline({ range, filter: {} }, 'MINUTE')).rejects.toThrow(/kept for 48 hours: ask for HOUR/);
    await expect(readers.statistics.timeline({ range, filter: { contentIds: ['title-1'] } }, 'MINUTE')).rejects.toThrow(
      /of CONTENT are kept for 8 hours/,
    );
  });

  it('counts who it was', async () => {
    const uniques = async (filter: StatisticsFilter) => {
      const { viewers, devices } = await (await readers.statistics.summary({ range, filter })).uniques();
      return [viewers.value, devices.value, viewers.relativeError];
    };
    expect(await uniques({})).toEqual([2, 2, 1.04 / 64]);
    expect(await uniques({ regions: ['NL'] })).toEqual([1, 1, 1.04 / 32]);
    expect(await uniques({ regions: ['DE'] })).toEqual([0, 0, 0]);
    expect(await uniques({ deviceIds: [PHONE] })).toEqual([1, 1, 0]);
    const days = await readers.statistics.timeline({ range, filter: {} }, 'DAY');
    expect(await Promise.all(days.map(async ({ uniques: of }) => (await of()).viewers.value))).toEqual([0, 1, 0, 1, 2, 0]);
    const weeks = await readers.statistics.timeline({ range, filter: {} }, 'WEEK');
    expect(Math.max(...(await Promise.all(weeks.map(async ({ uniques: of }) => (await of()).devices.value))))).toBe(2);
  });

  const page = (by: GroupPage['by'], overrides: Partial<GroupPage> = {}): GroupPage => ({
    by,
    order: { field: 'EVENTS', direction: 'DESC' },
    after: null,
    limit: 25,
    ...overrides,
  });

  it.each([
    { by: 'CONTENT', rows: { 'title-1': 5, 'title-2': 2, '': 1 } },
    { by: 'REGION', rows: { NL: 6, 'US-CA': 2 } },
    { by: 'DEVICE_TYPE', rows: { SMART_TV: 6, MOBILE: 2 } },
    { by: 'APP_VERSION', rows: { '1.0.0': 6, '': 2 } },
    { by: 'NETWORK_TYPE', rows: { WIFI: 8 } },
    { by: 'EVENT_TYPE', rows: { PLAY: 2, BUFFER_END: 1, BUFFER_START: 1, ERROR: 1, LOGIN: 1, PLAYING: 1, STOP: 1 } },
    { by: 'SOURCE', rows: { demo: 8 } },
    { by: 'SUBSCRIPTION_PLAN', rows: { STANDARD: 6, VIP: 2 } },
    {
      by: 'SOURCE_AND_EVENT_TYPE',
      rows: {
        'demo PLAY': 2,
        'demo BUFFER_END': 1,
        'demo BUFFER_START': 1,
        'demo ERROR': 1,
        'demo LOGIN': 1,
        'demo PLAYING': 1,
        'demo STOP': 1,
      },
    },
  ] as const)('breaks down by $by, from statistics and from events alike', async ({ by, rows }) => {
    for (const filter of [{}, { deviceIds: [TV, PHONE] }]) {
      const groups = await readers.statistics.breakdown({ range, filter }, page(by));
      expect(Object.fromEntries(groups.rows.map(({ keys, figures }) => [keys.join(' '), figures.events]))).toEqual(rows);
      expect(groups.rows.map(({ keys }) => keys.join(' '))).toEqual(Object.keys(rows));
      expect(groups.hasMore).toBe(false);
      const [first] = groups.rows;
      expect((await first?.uniques())?.viewers.value).toBeGreaterThan(0);
    }
  });

  it.each(['EVENTS', 'PLAYS', 'WATCH_TIME', 'ERROR_RATE', 'KEY'] as const)(
    'pages by %s, both ways, without losing or repeating a row',
    async (field) => {
      for (const direction of ['ASC', 'DESC'] as const) {
        for (const filter of [{}, { deviceIds: [TV, PHONE] }]) {
          const ask = (after: GroupPage['after'], limit: number) =>
            readers.statistics.breakdown({ range, filter }, page('EVENT_TYPE', { order: { field, direction }, after, limit }));
          const whole = (await ask(null, 25)).rows.map(({ keys }) => keys[0]);
          const paged: (string | undefined)[] = [];
          for (let after: GroupPage['after'] = null; ;) {
            const { rows, hasMore } = await ask(after, 2);
            paged.push(...rows.map(({ keys }) => keys[0]));
            after = rows.at(-1)?.position ?? null;
            if (!hasMore) break;
          }
          expect(paged).toEqual(whole);
          expect(new Set(paged).size).toBe(7);
        }
      }
    },
  );

  it('filters a breakdown', async () => {
    const regions = await readers.statistics.breakdown({ range, filter: { contentIds: ['title-1'] } }, page('REGION'));
    expect(regions.rows.map(({ keys, figures }) => [keys, figures.events])).toEqual([[['NL'], 5]]);
    const titles = await readers.statistics.breakdown({ range, filter: { regions: ['US-CA'] } }, page('CONTENT'));
    expect(titles.rows.map(({ keys, figures }) => [keys, figures.errors])).toEqual([[['title-2'], 1]]);
    expect((await titles.rows[0]?.uniques())?.devices).toEqual({ value: 1, relativeError: 1.04 / 16 });
    await expect(readers.statistics.breakdown({ range, filter: { regions: ['NL'] } }, page('APP_VERSION'))).rejects.toThrow(
      UnansweredStatistics,
    );
  });

  it('answers from events over at most 7 days', async () => {
    await expect(readers.statistics.summary({ range: daysOf(-7, 1), filter: { deviceIds: [TV] } })).rejects.toThrow(/at most 7 days/);
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
      (await readers.statistics.byKey(range, facet, keys)).map(({ figures }) => figures.events);
    expect(await eventsOf('CONTENT', ['title-2', 'unknown', 'title-1'])).toEqual([2, 0, 5]);
    expect(await eventsOf('REGION', ['US-CA', 'NL'])).toEqual([2, 6]);
    expect(await eventsOf('DEVICE', [PHONE, randomUUID(), TV])).toEqual([2, 0, 6]);
    const [phone] = await readers.statistics.byKey(range, 'DEVICE', [PHONE]);
    expect([phone?.figures, await phone?.uniques()]).toEqual([
      IN_US,
      { viewers: { value: 1, relativeError: 0 }, devices: { value: 1, relativeError: 0 } },
    ]);
  });

  it('answers the largest parts of titles and regions', async () => {
    const { partsOf } = readers.statistics;
    expect(await partsOf(range, 'REGIONS_OF_CONTENT', { keys: ['title-2', 'none'], limit: 10 })).toEqual([
      { parts: [{ key: 'US-CA', events: 2, plays: 1 }], events: 2, plays: 1 },
      { parts: [], events: 0, plays: 0 },
    ]);
    expect(await partsOf(range, 'DEVICE_TYPES_OF_REGION', { keys: ['NL'], limit: 1 })).toEqual([
      { parts: [{ key: 'SMART_TV', events: 6, plays: 1 }], events: 6, plays: 1 },
    ]);
    expect(await partsOf(range, 'ERROR_CODES_OF_REGION', { keys: ['NL', 'US-CA'], limit: 10 })).toEqual([
      { parts: [], events: 0, plays: 0 },
      { parts: [{ key: 'DRM "1"', events: 1, plays: 0 }], events: 1, plays: 0 },
    ]);
  });

  it('answers what the rules found, where and when', async () => {
    const everywhere = { range, regions: undefined };
    const inUs = { range, regions: ['US-CA'] };
    const { compliance } = readers;
    expect(await compliance.byLevel(everywhere)).toEqual([
      { level: 'LOW', count: 7 },
      { level: 'HIGH', count: 1 },
    ]);
    expect(await compliance.byLevel({ range, regions: ['NL'] })).toEqual([{ level: 'LOW', count: 6 }]);
    expect(await compliance.byRule(inUs)).toEqual([{ ruleKey: 'multi-ip', count: 1 }]);
    expect(await compliance.byCategory(everywhere)).toEqual([{ category: 'ACCOUNT', count: 1 }]);
    expect(await compliance.byRegulation(everywhere)).toEqual([
      { regulation: 'EPRIVACY', count: 1 },
      { regulation: 'GDPR', count: 1 },
    ]);
    expect(await compliance.byShadowRule(everywhere)).toEqual([{ ruleKey: 'multi-region', count: 1 }]);
    expect(await compliance.byRule({ range, regions: ['NL'] })).toEqual([]);
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
