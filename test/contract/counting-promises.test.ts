import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { sweepExpired } from '#store/events/housekeeping.ts';
import { createSqlSessionReader } from '#store/sessions/sql-session-reader.ts';
import { createSqlStatisticsReader } from '#store/statistics/sql-statistics-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { countAll } from '../support/count-all.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const anEvent = (event: Partial<PlaybackEvent>): AssessedEvent => ({
  identified: anIdentifiedEvent(
    { eventId: randomUUID(), sessionId: null, occurredAt: new Date(), receivedAt: new Date(), ...event },
    { viewerId: null, deviceId: null },
  ),
  assessment: anAssessment(),
});

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

  it('keeps a session that began long ago while it goes on', async () => {
    const [began, ended] = [Date.now() - 30 * DAY_MS, Date.now() - 10 * DAY_MS];
    const about = { sessionId: 'long' };
    await save([anEvent({ ...about, occurredAt: new Date(began) }), anEvent({ ...about, occurredAt: new Date(ended) })]);
    await countAll(opened.database.sql);
    const { named } = createSqlSessionReader(opened.database.sql);
    await sweepExpired(opened.database.sql, new Date(began + 36 * DAY_MS));
    expect(await named('long')).toMatchObject([{ eventCount: 2 }]);
    await sweepExpired(opened.database.sql, new Date(ended + 36 * DAY_MS));
    expect(await named('long')).toEqual([]);
  });
});
