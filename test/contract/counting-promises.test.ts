import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { SESSION_EVENTS_MAX } from '#domain/sessions/overlong-session.ts';
import { sweepExpired } from '#store/events/housekeeping.ts';
import { createSqlSessionReader } from '#store/sessions/sql-session-reader.ts';
import { becomeCounter } from '#store/statistics/counting/counter-lock.ts';
import { recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import { createSqlStatisticsReader } from '#store/statistics/sql-statistics-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { countAll } from '../support/count-all.ts';
import { fillSession } from '../support/fill-session.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const anEvent = (event: Partial<PlaybackEvent>, deviceId: string | null = null): AssessedEvent => ({
  identified: anIdentifiedEvent(
    { eventId: randomUUID(), sessionId: null, occurredAt: new Date(), receivedAt: new Date(), ...event },
    { viewerId: null, deviceId },
  ),
  assessment: anAssessment(),
});

/** Yesterday's midnight. */
const START = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;

const late = (sessionId: string, ms: number) => anEvent({ sessionId, eventType: 'PLAYING', occurredAt: new Date(START + ms) });

describe.each(DATABASE_KINDS)('counting on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());
  afterEach(async () => {
    for (const table of ['events', 'rollups', 'sessions', 'uncounted_batches']) await opened.database.sql.query(`delete from ${table}`);
  });

  const save = (events: readonly AssessedEvent[]) => opened.store.inTransaction(new Date(), (transaction) => transaction.save(events, []));

  it('knows how long ago the first event that is not counted was accepted, however late it was stored', async () => {
    const statistics = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const acceptedAt = new Date(Date.now() - HOUR_MS);
    expect(await statistics.uncountedSince()).toBeNull();
    await save([anEvent({}), anEvent({ receivedAt: acceptedAt, occurredAt: acceptedAt }), anEvent({})]);
    expect(await statistics.uncountedSince()).toEqual(acceptedAt);
    await countAll(opened.database.sql);
    expect(await statistics.uncountedSince()).toBeNull();
  });

  const recount = (now = new Date(), isMending = false) => recountStatistics(opened.database.sql, { now, isMending });
  const watched = async () => {
    const statistics = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const range = { from: new Date(START - DAY_MS), to: new Date(START + 2 * DAY_MS) };
    return (await statistics.summary({ range, filter: {} })).figures;
  };
  const named = (id: string) => createSqlSessionReader(opened.database.sql).named(id);

  it('folds sessions of many events again without having them all in memory', async () => {
    for (const sessionId of ['a', 'b']) await fillSession(opened.database.sql, sessionId, 15_000);
    await countAll(opened.database.sql);
    expect(await watched()).toMatchObject({ events: 30_000, watchMs: 2 * 14_999_000 });
    await save([late('a', -5_000), late('b', -7_000)]);
    await countAll(opened.database.sql);
    expect(await watched()).toMatchObject({ events: 30_002, watchMs: 2 * 14_999_000 + 5_000 + 7_000 });
    expect(await recount()).toMatchObject({ events: 30_002, differenceCount: 0 });
  }, 120_000);

  it('measures nothing in a session of too many events, whatever came late', async () => {
    await fillSession(opened.database.sql, 'undefined', SESSION_EVENTS_MAX);
    await countAll(opened.database.sql);
    expect(await named('undefined')).toMatchObject([{ watchMs: (SESSION_EVENTS_MAX - 1) * 1_000 }]);
    for (const [i, ms] of [5_500, -3_000, 1e8].entries()) {
      await save([late('undefined', ms)]);
      await countAll(opened.database.sql);
      expect(await named('undefined')).toMatchObject([{ watchMs: 0, eventCount: SESSION_EVENTS_MAX + i + 1 }]);
      expect(await watched()).toMatchObject({ events: SESSION_EVENTS_MAX + i + 1, watchMs: 0 });
      expect(await recount()).toMatchObject({ differenceCount: 0, differences: [] });
    }
  }, 120_000);

  it('gives each device the time watched on it where a session moves from one to another', async () => {
    const [tv, phone] = [randomUUID(), randomUUID()];
    const at = (minute: number) => ({ sessionId: 'moves', occurredAt: new Date(START + minute * 60_000) });
    await save([
      anEvent({ ...at(0), eventType: 'PLAYING' }, tv),
      anEvent({ ...at(10), eventType: 'RESUME' }, phone),
      anEvent({ ...at(15), eventType: 'SEEK' }, null),
      anEvent({ ...at(30), eventType: 'STOP' }, phone),
    ]);
    await countAll(opened.database.sql);
    const statistics = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const range = { from: new Date(START), to: new Date(START + HOUR_MS) };
    const watchedOn = async (deviceIds: readonly string[]) =>
      ((await statistics.summary({ range, filter: { deviceIds } })).figures.watchMs ?? 0) / 60_000;
    expect([await watchedOn([tv]), await watchedOn([phone]), await watchedOn([tv, phone])]).toEqual([10, 20, 30]);
    const apart = await statistics.byKey(range, 'DEVICE', [phone, tv]);
    expect(apart.map(({ figures }) => figures.watchMs)).toEqual([20 * 60_000, 10 * 60_000]);
  });

  it('breaks down by titles of any name, in pages', async () => {
    const titles = ['a\u001Fb', 'a b', 'a'];
    await save(titles.map((contentId) => anEvent({ contentId, occurredAt: new Date(START) }, randomUUID())));
    await countAll(opened.database.sql);
    const { breakdown } = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const range = { from: new Date(START), to: new Date(START + HOUR_MS) };
    for (const filter of [{}, { contentIds: titles, subscriptionPlans: ['STANDARD' as const] }]) {
      const order = { field: 'KEY', direction: 'ASC' } as const;
      const first = await breakdown({ range, filter }, { by: 'CONTENT', order, after: null, limit: 2 });
      const rest = await breakdown({ range, filter }, { by: 'CONTENT', order, after: first.rows[1]?.position ?? null, limit: 2 });
      expect([...first.rows, ...rest.rows].map(({ keys }) => keys)).toEqual([['a'], ['a\u001Fb'], ['a b']]);
      expect((await first.rows[1]?.uniques())?.devices.value).toBe(1);
    }
  });

  it('may add up for longer than other transactions may be silent', async () => {
    const silence = await opened.database.sql.transaction(async (transaction) => {
      expect(await becomeCounter(transaction)).toBe(true);
      return transaction.query(`select current_setting('idle_in_transaction_session_timeout')::interval = interval '1 minute' as is_long`);
    });
    expect(silence).toEqual([{ is_long: true }]);
  });

  it('lets others have their turn while it writes', async () => {
    await save(Array.from({ length: 700 }, (_, i) => anEvent({ contentId: `title-${i}`, occurredAt: new Date(START + i * 60_000) })));
    let turns = 0;
    let ticking = setImmediate(() => undefined);
    const tick = (): void => {
      turns += 1;
      ticking = setImmediate(tick);
    };
    tick();
    await countAll(opened.database.sql);
    clearImmediate(ticking);
    const [rows] = await opened.database.sql.query<{ count: number }>('select count(*)::int as count from rollups');
    expect(turns).toBeGreaterThan(Math.floor((rows?.count ?? 0) / 2_000));
  });

  it('misses no session that was swept, though its events are still there', async () => {
    await save([
      anEvent({ occurredAt: new Date(Date.now() - 31 * DAY_MS) }),
      anEvent({ occurredAt: new Date(Date.now() - 29 * DAY_MS), sessionId: 'old' }),
    ]);
    await countAll(opened.database.sql);
    const later = new Date(Date.now() + 7 * DAY_MS);
    await sweepExpired(opened.database.sql, later);
    expect(await named('old')).toEqual([]);
    expect(await recount(later)).toMatchObject({ differenceCount: 0, differences: [] });
  });

  it('mends what differs, and touches nothing else', async () => {
    await save([late('mended', 0), late('mended', 5_000)]);
    await countAll(opened.database.sql);
    const { sql } = opened.database;
    await sql.query(`update rollups set events = 9 where rollup = 'ALL' and grain = 'DAY'`);
    const rows = () =>
      sql.query(
        `select rollup, grain, bucket, key1, key2, xmin::text from rollups where rollup <> 'ALL' or grain <> 'DAY' order by 1, 2, 3, 4, 5`,
      );
    const before = await rows();
    expect(await recount(new Date(), true)).toMatchObject({ differenceCount: 1 });
    expect(await rows()).toEqual(before);
    expect(await recount()).toMatchObject({ differenceCount: 0 });
  });

  it('keeps a session that began long ago while it goes on', async () => {
    const [began, ended] = [Date.now() - 30 * DAY_MS, Date.now() - 10 * DAY_MS];
    const about = { sessionId: 'long' };
    await save([anEvent({ ...about, occurredAt: new Date(began) }), anEvent({ ...about, occurredAt: new Date(ended) })]);
    await countAll(opened.database.sql);
    await sweepExpired(opened.database.sql, new Date(began + 36 * DAY_MS));
    expect(await named('long')).toMatchObject([{ eventCount: 2 }]);
    await sweepExpired(opened.database.sql, new Date(ended + 36 * DAY_MS));
    expect(await named('long')).toEqual([]);
  });
});
