import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openErasureBook } from '#access/subjects/erasure-book.ts';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createAssessor } from '#assessment/assess-events.ts';
import { processDeliveries } from '#consumer/process-deliveries.ts';
import { encodeEventBatch } from '#domain/event-batch.ts';
import { eventKey } from '#domain/event-key.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { createEventStore, type EventStore } from '#store/events/event-store.ts';
import { readErasureHead, readErasures } from '#store/identities/erasures.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { aPlaybackEvent } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { DATABASE_KINDS, openTestStore, SILENT, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';
import { unlink } from '../support/unlink.ts';

const RULESET = createRuleset(CATALOGUE);
const CIPHER = createIdentityCipher(TEST_IDENTITY_KEY);
/** More than a bigint holds: PostgreSQL refuses the whole statement. */
const POISON = { positionMs: 1e30 };

/** One entry with these events, brought to its end by a worker over this store. */
const watch = (store: EventStore, ...events: readonly Partial<PlaybackEvent>[]) => {
  const at = new Date();
  const complete = events.map((event) => aPlaybackEvent({ eventId: randomUUID(), occurredAt: at, ...event }));
  const payload = encodeEventBatch({ source: 'demo', receivedAt: at, events: complete });
  const parts = {
    store,
    countryOfPrefix: () => null,
    assessor: createAssessor({ windows: createMemoryActivityWindows(), ruleset: () => RULESET, now: () => at }),
    alertPolicy: () => new Map(RULESET.rules.map((rule) => [rule.key, rule])),
    bus: createMemoryAlertBus({ log: SILENT }),
    batchEvents: 500,
    now: () => at,
    log: SILENT,
  };
  const delivery = { entryId: `0:${randomUUID()}`, shard: 0, payload, eventCount: events.length };
  return processDeliveries(parts, [delivery], new AbortController().signal);
};

const pseudonymOf = async (store: EventStore, userId: string) => {
  const id = (await store.identify('VIEWER', [userId])).get(userId);
  if (typeof id !== 'string') throw new Error('has no pseudonym');
  return id;
};

describe.each(DATABASE_KINDS)('a viewer who is erased, on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const query = <Row>(text: string, values: readonly unknown[] = []) => opened.database.sql.query<Row>(text, values);
  /** A store of another process: with a cache of its own. */
  const anotherStore = (): EventStore => {
    const { sql } = opened.database;
    return createEventStore(sql, createIdentityTable(sql, CIPHER), { cipher: CIPHER });
  };
  const eventsOf = async (viewerId: string) =>
    (await query<{ count: number }>('select count(*)::int as count from events where viewer_id = $1', [viewerId]))[0]?.count ?? 0;

  it('has no pseudonym, no original and no way back, and is nobody to whoever asks', async () => {
    const { identities, store, database } = opened;
    const pseudonym = await pseudonymOf(store, 'gone');
    const tombstone = await unlink(database.sql, pseudonym);
    expect(tombstone).not.toBe(pseudonym);
    expect(await identities.identify('VIEWER', ['gone'])).toEqual(new Map([['gone', null]]));
    expect(await identities.pseudonyms('VIEWER', ['gone'])).toEqual([null]);
    expect(await identities.byIds('VIEWER', [pseudonym, tombstone ?? ''])).toEqual([null, null]);
    expect(await query('select from identities where id = $1', [pseudonym])).toEqual([]);
    expect(await query('select original from identities where id = $1', [tombstone])).toEqual([{ original: null }]);
    expect(await unlink(database.sql, pseudonym)).toBeNull();
  });

  it('is refused by every worker, those that remember the pseudonym included, while all others are stored', async () => {
    const workers = [anotherStore(), anotherStore(), anotherStore()];
    for (const worker of workers) await watch(worker, { userId: 'late' }, { userId: 'staying' });
    const [late, staying] = [await pseudonymOf(opened.store, 'late'), await pseudonymOf(opened.store, 'staying')];
    await unlink(opened.database.sql, late);
    for (const worker of workers) {
      expect(await watch(worker, { userId: 'late' }, { userId: 'staying' }, { userId: 'late' })).toMatchObject({
        storedCount: 1,
        erasedCount: 2,
      });
    }
    expect([await eventsOf(late), await eventsOf(staying)]).toEqual([3, 6]);
    const [{ nameless } = { nameless: -1 }] = await query<{ nameless: number }>(
      'select count(*)::int as nameless from events where viewer_id is null',
    );
    expect(nameless).toBe(0);
  });

  it('gets no event that was in hand when it happened: not one is stored after the erasure is done', async () => {
    const workers = Array.from({ length: 4 }, anotherStore);
    const users = Array.from({ length: 8 }, (_, i) => `busy-${i}`);
    for (const worker of workers) await watch(worker, ...users.map((userId) => ({ userId })));
    const pseudonyms = await Promise.all(users.map((userId) => pseudonymOf(opened.store, userId)));
    let isOver = false;
    const traffic = workers.map(async (worker) => {
      while (!isOver) {
        await watch(worker, ...users.map((userId) => ({ userId })));
        await turn(); // a batch of erased viewers alone asks nobody
      }
    });
    const storedAtErasure: number[] = [];
    for (const pseudonym of pseudonyms) {
      await unlink(opened.database.sql, pseudonym);
      storedAtErasure.push(await eventsOf(pseudonym));
    }
    isOver = true;
    await Promise.all(traffic);
    expect(await Promise.all(pseudonyms.map(eventsOf))).toEqual(storedAtErasure);
  });

  it('leaves no dead letter behind afterwards, and one of a living viewer is found by its pseudonym', async () => {
    const worker = anotherStore();
    await watch(worker, { userId: 'unlucky' }, { userId: 'lucky' });
    const lucky = await pseudonymOf(worker, 'lucky');
    await unlink(opened.database.sql, await pseudonymOf(worker, 'unlucky'));
    const letter = { entryId: 'e', source: 'demo', stage: 'STORE', reason: 'x', attempts: 5, failedAt: new Date(), payload: '{}' } as const;
    const letterOf = (eventId: string, userId: string) => ({ ...letter, eventId, eventKey: eventKey('demo', eventId), userId });
    await worker.setAside(letterOf('of-unlucky', 'unlucky'));
    await watch(worker, { userId: 'lucky', eventId: 'of-lucky', ...POISON });
    expect(await query('select event_id, viewer_id from dead_letters')).toEqual([{ event_id: 'of-lucky', viewer_id: lucky }]);
  });

  it('takes a device along, which gets another pseudonym when somebody else is seen with it', async () => {
    const worker = anotherStore();
    await watch(worker, { userId: 'seller', deviceId: 'sold-tv' }, { userId: 'buyer' });
    const [before] = [...(await worker.identify('DEVICE', ['sold-tv'])).values()];
    await unlink(opened.database.sql, await pseudonymOf(worker, 'seller'), [before ?? '']);
    expect(await watch(worker, { userId: 'buyer', deviceId: 'sold-tv' })).toMatchObject({ storedCount: 1 });
    const [row] = await query<{ device_id: string; original: unknown }>(
      `select e.device_id, i.original is not null as original from events e join identities i on i.id = e.device_id
       where e.viewer_id = $1 order by e.stored_at desc limit 1`,
      [await pseudonymOf(worker, 'buyer')],
    );
    expect(row?.original).toBe(true);
    expect(row?.device_id).not.toBe(before);
  });

  it('is known at the front door within seconds, of the newest as many as it has room for', async () => {
    const { sql } = opened.database;
    const followed = { head: () => readErasureHead(sql), hashes: (userId: string) => CIPHER.hashes('VIEWER', userId), log: SILENT };
    const open = (erasuresMax: number) =>
      openErasureBook({ ...followed, after: (sequence) => readErasures(sql, sequence), lookMsBetween: 10, erasuresMax });
    await unlink(sql, await pseudonymOf(opened.store, 'first'));
    await using book = await open(1_000);
    await using small = await open(1);
    expect(['first', 'second'].map((userId) => book.isErased(userId))).toEqual([true, false]);
    await unlink(sql, await pseudonymOf(opened.store, 'second'));
    await eventually(async () => book.isErased('second') && small.isErased('second'), { what: 'the second erasure is known' });
    expect(['first', 'second', 'third'].map((userId) => book.isErased(userId))).toEqual([true, true, false]);
    expect(['first', 'second', 'third'].map((userId) => small.isErased(userId))).toEqual([false, true, false]);
  });
});
