import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent, PlaybackEventType } from '#domain/playback-event.ts';
import { createSqlSessionReader } from '#store/sessions/sql-session-reader.ts';
import { countStored } from '#store/statistics/counting/count-stored.ts';
import { recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import { createSqlStatisticsReader } from '#store/statistics/sql-statistics-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { countAll } from '../support/count-all.ts';
import { wrongRollups } from '../support/recount.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const VIEWERS = Array.from({ length: 5 }, () => randomUUID());
/** Yesterday, shortly before midnight: sessions cross hours and a day. */
const START = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - 1_800 * SECOND_MS);

type Draft = { readonly seconds: number; readonly eventType: PlaybackEventType } & Partial<PlaybackEvent>;

const anEvent = ({ seconds, ...event }: Draft, viewer = 0): AssessedEvent => ({
  identified: anIdentifiedEvent(
    { eventId: randomUUID(), occurredAt: new Date(START.getTime() + seconds * SECOND_MS), sessionId: null, ...event },
    { viewerId: VIEWERS[viewer] ?? null, deviceId: null },
  ),
  assessment: anAssessment(),
});

const TYPES = ['PLAY', 'PLAYING', 'HEARTBEAT', 'PAUSE', 'BUFFER_START', 'BUFFER_END', 'ERROR', 'STOP'] as const;

const someEvents = fc.array(
  fc.record({
    seconds: fc.nat({ max: 5_400 }),
    eventType: fc.constantFrom(...TYPES),
    sessionId: fc.constantFrom('a', 'b', 'c', null),
    region: fc.constantFrom('NL', 'US-CA'),
    contentId: fc.constantFrom('title "1", {x}\\', 'title-2', null),
    deviceType: fc.constantFrom('SMART_TV' as const, null),
  }),
  { minLength: 1, maxLength: 60 },
);

describe.each(DATABASE_KINDS)('counting on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());
  afterEach(async () => {
    for (const table of ['events', 'rollups', 'sessions', 'uncounted_batches', 'risk_alerts'])
      await opened.database.sql.query(`delete from ${table}`);
  });

  const save = (events: readonly AssessedEvent[]) => opened.store.inTransaction(new Date(), (transaction) => transaction.save(events, []));
  const recount = (isMending = false) => recountStatistics(opened.database.sql, { now: new Date(), isMending });

  it('gives the same whatever is late, and however it is split into passes', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        someEvents,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        async (drafts, batchSize, eventsMax) => {
          run += 1;
          const events = drafts.map((draft, i) => anEvent({ ...draft, sessionId: draft.sessionId && `${run}-${draft.sessionId}` }, i % 5));
          for (let i = 0; i < events.length; i += batchSize) {
            await save(events.slice(i, i + batchSize));
            if (i % 2 === 0) await countStored(opened.database.sql, eventsMax);
          }
          await countAll(opened.database.sql, eventsMax);
          expect(await wrongRollups(opened.database.sql)).toEqual([]);
          expect(await recount()).toMatchObject({ differenceCount: 0, differences: [] });
        },
      ),
      { numRuns: 5 },
    );
  }, 120_000);

  it('counts a session that goes on, and one event of it that comes late, as if all had come in order', async () => {
    const about = { sessionId: 'late', region: 'NL' };
    await save([anEvent({ seconds: 0, eventType: 'PLAYING', ...about }), anEvent({ seconds: 30, eventType: 'HEARTBEAT', ...about })]);
    await countAll(opened.database.sql);
    await save([anEvent({ seconds: 60, eventType: 'STOP', ...about })]);
    await countAll(opened.database.sql);
    const sessions = createSqlSessionReader(opened.database.sql);
    expect(await sessions.named('late')).toMatchObject([{ watchMs: 60_000, eventCount: 3, endedAt: new Date(START.getTime() + 60_000) }]);
    await save([anEvent({ seconds: 10, eventType: 'PAUSE', ...about })]);
    await countAll(opened.database.sql);
    expect(await sessions.named('late')).toMatchObject([{ watchMs: 10_000, eventCount: 4 }]);
    const statistics = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const range = statistics.alignedRange({ from: START, to: new Date(START.getTime() + DAY_MS) });
    expect((await statistics.summary({ range, filter: {} })).figures).toMatchObject({ events: 4, watchMs: 10_000 });
    expect(await recount()).toMatchObject({ events: 4, differenceCount: 0 });
  });

  it('leaves events out of the fold of a late session that are themselves still to be counted', async () => {
    const about = { sessionId: 'waiting', region: 'NL' };
    await save([anEvent({ seconds: 60, eventType: 'STOP', ...about })]);
    await countAll(opened.database.sql);
    await save([anEvent({ seconds: 0, eventType: 'PLAYING', ...about })]);
    await save([anEvent({ seconds: 20, eventType: 'PAUSE', ...about })]);
    const watched = async () => (await createSqlSessionReader(opened.database.sql).named('waiting'))[0]?.watchMs;
    expect(await countStored(opened.database.sql, 1)).toEqual({ kind: 'counted', events: 1, hasMore: true });
    expect(await watched()).toBe(60_000);
    expect(await recount()).toMatchObject({ events: 2, differenceCount: 0 });
    await countAll(opened.database.sql);
    expect(await watched()).toBe(20_000);
    expect(await recount()).toMatchObject({ events: 3, differenceCount: 0 });
  });

  it('changes nothing when a pass fails, and counts at the next', async () => {
    await save([anEvent({ seconds: 0, eventType: 'PLAY', sessionId: 'broken' })]);
    await opened.database.sql.query('alter table sessions rename to sessions_away');
    await expect(countStored(opened.database.sql, 10)).rejects.toThrow('sessions');
    await opened.database.sql.query('alter table sessions_away rename to sessions');
    expect(await opened.database.sql.query('select 1 from rollups')).toEqual([]);
    await countAll(opened.database.sql);
    expect(await wrongRollups(opened.database.sql)).toEqual([]);
  });

  it('counts once when several count at the same time', async () => {
    for (let i = 0; i < 5; i++) await save([anEvent({ seconds: i, eventType: 'HEARTBEAT', sessionId: 'shared' })]);
    const passes = await Promise.allSettled(Array.from({ length: 4 }, () => countStored(opened.database.sql, 2)));
    expect(passes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await countAll(opened.database.sql);
    expect(await wrongRollups(opened.database.sql)).toEqual([]);
    expect(await recount()).toMatchObject({ events: 5, differenceCount: 0 });
  });

  it.each([
    { what: 'a count that was changed', damage: `update rollups set events = events + 1 where rollup = 'REGION' and grain = 'HOUR'` },
    { what: 'a watch time that was changed', damage: `update rollups set watch_ms = 1 where rollup = 'CONTENT' and grain = 'DAY'` },
    { what: 'a row that is gone', damage: `delete from rollups where rollup = 'ALL' and grain = 'DAY'` },
    { what: 'viewers who are gone', damage: `update rollups set viewers = null where rollup = 'ALL' and grain = 'HOUR'` },
    {
      what: 'a row too many',
      damage: `insert into rollups select rollup, grain, bucket, 'XX', key2, 1, 0, 0, 0, 0, 0, 0, 0, 0 from rollups where rollup = 'REGION' and grain = 'DAY'`,
    },
    { what: 'a session that was changed', damage: `update sessions set watch_ms = watch_ms + 1` },
    { what: 'a session that is gone', damage: `delete from sessions` },
  ])('finds $what, and mends it', async ({ damage }) => {
    await save([
      anEvent({ seconds: 0, eventType: 'PLAYING', sessionId: 'damaged' }),
      anEvent({ seconds: 60, eventType: 'STOP', sessionId: 'damaged' }, 1),
    ]);
    await countAll(opened.database.sql);
    await save([anEvent({ seconds: 90, eventType: 'PLAY', sessionId: 'damaged' })]);
    expect(await recount()).toMatchObject({ events: 2, differenceCount: 0 });
    await opened.database.sql.query(damage);
    const found = await recount();
    expect(found?.differenceCount).toBe(1);
    expect(found?.differences).toHaveLength(1);
    expect(await recount(true)).toMatchObject({ differenceCount: 1 });
    expect(await recount()).toMatchObject({ events: 2, differenceCount: 0 });
    await countAll(opened.database.sql);
    expect(await wrongRollups(opened.database.sql)).toEqual([]);
    expect(await recount()).toMatchObject({ events: 3, differenceCount: 0 });
  });
});
