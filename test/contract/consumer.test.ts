import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createAssessor } from '#assessment/assess-events.ts';
import { type Consumer, type ConsumerParts, startConsumer } from '#consumer/consumer.ts';
import { processDeliveries } from '#consumer/process-deliveries.ts';
import { encodeEventBatch } from '#domain/event-batch.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { openDatabase } from '#store/database.ts';
import { createEntryTable } from '#store/embedded/entry-table.ts';
import { createEventStore, type EventStore } from '#store/events/event-store.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { createEmbeddedEventStream } from '#stream/embedded-event-stream.ts';
import type { Delivery, EventStream } from '#stream/event-stream.ts';
import { aPlaybackEvent } from '../support/builders.ts';
import { countAll } from '../support/count-all.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase } from '../support/services.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { DATABASE_KINDS, openTestStore, SILENT, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';

const DAY_MS = 86_400_000;
const RULESET = createRuleset(CATALOGUE);
const CIPHER = createIdentityCipher(TEST_IDENTITY_KEY);
/** More than a bigint holds: PostgreSQL refuses the whole statement. */
const POISON = { positionMs: 1e30 };

const partsOver = (store: EventStore, overrides: Partial<ConsumerParts> = {}): Omit<ConsumerParts, 'stream'> => ({
  store,
  countryOfPrefix: () => null,
  assessor: createAssessor({ windows: createMemoryActivityWindows(), ruleset: () => RULESET, now: () => new Date() }),
  alertPolicy: () => new Map(RULESET.rules.map((rule) => [rule.key, rule])),
  bus: createMemoryAlertBus({ log: SILENT }),
  batchEvents: 500,
  lanes: 1,
  name: 'lane',
  now: () => new Date(),
  log: SILENT,
  ...overrides,
});

const open = (url: string) => openDatabase({ kind: 'postgres', url, connectionsMax: 4 }, SILENT);

const someEvents = (count: number, overrides: Partial<PlaybackEvent> = {}): readonly PlaybackEvent[] => {
  const session = randomUUID();
  return Array.from({ length: count }, (_, i) =>
    aPlaybackEvent({ eventId: `${session}-${i}`, sessionId: session, userId: `person-${i % 7}`, occurredAt: new Date(), ...overrides }),
  );
};
const payloadOf = (events: readonly PlaybackEvent[]) => encodeEventBatch({ source: 'demo', receivedAt: new Date(), events });
const aDelivery = (payload: string, eventCount: number): Delivery => ({ entryId: `0:${randomUUID()}`, shard: 0, payload, eventCount });

describe.each(DATABASE_KINDS)('a consumer on %s', (kind) => {
  let opened: TestStore;
  let stream: EventStream;
  let consumer: Consumer | null = null;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    const table = createEntryTable(opened.database.sql);
    stream = await createEmbeddedEventStream({ table, durability: 'DATABASE', shards: 1, claimIdleMs: 60_000, log: SILENT });
  });
  afterEach(async () => {
    await consumer?.[Symbol.asyncDispose]();
    consumer = null;
    await opened.database.sql.query('truncate dead_letters, failed_attempts');
  });
  afterAll(async () => {
    await stream[Symbol.asyncDispose]();
    await opened[Symbol.asyncDispose]();
  });

  const query = <Row>(text: string, values: readonly unknown[] = []) => opened.database.sql.query<Row>(text, values);
  const storedIds = async (events: readonly PlaybackEvent[]) => {
    const rows = await query<{ id: string }>('select event_id as id from events where session_id = $1', [events[0]?.sessionId]);
    return rows.map(({ id }) => id).toSorted();
  };
  const counted = async () => {
    await countAll(opened.database.sql);
    const [row] = await query<{ events: number }>(
      `select coalesce(sum(events), 0)::int as events from rollups where rollup = 'ALL' and grain = 'HOUR'`,
    );
    return row?.events ?? 0;
  };
  const letters = () =>
    query<{ stage: string; attempts: number; reason: string; event_id: string | null; payload: string }>(
      `select stage, attempts, reason, event_id, encode(payload, 'hex') as payload from dead_letters order by failed_at`,
    );
  const consume = async (parts: Partial<ConsumerParts> = {}) => {
    consumer = startConsumer({ ...partsOver(opened.store, parts), stream });
    await eventually(async () => (await stream.status()).entries === 0, { what: 'the stream is empty' });
  };
  const process = (deliveries: readonly Delivery[], parts: Partial<ConsumerParts> = {}) =>
    processDeliveries(partsOver(opened.store, parts), deliveries, new AbortController().signal);

  it('sets a poisonous event aside after five tries, encrypted, and stores, counts and acknowledges all others', async () => {
    const events = someEvents(200).map((event, i) => (i === 137 ? { ...event, ...POISON } : event));
    const before = await counted();
    await stream.append([{ shard: 0, payload: payloadOf(events), eventCount: 200 }]);
    await consume();
    const rest = events.filter((_, i) => i !== 137).map(({ eventId }) => eventId);
    expect(await storedIds(events)).toEqual(rest.toSorted());
    expect((await counted()) - before).toBe(199);
    expect(consumer?.storedCount()).toBe(199);
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ stage: 'STORE', attempts: 5, event_id: events[137]?.eventId });
    expect(letter?.reason).toMatch(/^SQLSTATE 22/);
    const payload = Buffer.from(letter?.payload ?? '', 'hex');
    expect(payload.includes('person-')).toBe(false);
    expect(JSON.parse(CIPHER.decrypt(payload))).toMatchObject({ eventId: events[137]?.eventId, userId: events[137]?.userId, ...POISON });
    expect(await query('select from failed_attempts')).toEqual([]);
  });

  it.each([
    ['no JSON', 'alice@example.org'],
    ['an address that is no text', payloadOf(someEvents(2)).replaceAll('"203.0.113.7"', '12345')],
  ])('makes one dead letter of an entry with %s, though it is delivered twice, and passes it', async (_what, payload) => {
    const bad = aDelivery(payload, 2);
    const events = someEvents(3);
    const good = aDelivery(payloadOf(events), 3);
    expect(await process([bad, good])).toMatchObject({ storedCount: 3 });
    expect(await process([bad])).toMatchObject({ storedCount: 0 });
    expect(await letters()).toMatchObject([{ stage: 'DECODE', attempts: 1, event_id: null, reason: 'SyntaxError: not an event batch' }]);
  });

  it('keeps one dead letter of an event that is delivered again after it was set aside', async () => {
    const delivery = aDelivery(payloadOf(someEvents(1, POISON)), 1);
    await process([delivery]);
    await process([delivery]);
    expect(await letters()).toHaveLength(1);
  });

  it('stores on Monday, though the last partitions were made on Friday', async () => {
    const monday = new Date(Date.now() + 5 * DAY_MS);
    const events = someEvents(10, { occurredAt: monday });
    expect(await process([aDelivery(payloadOf(events), 10)], { now: () => monday })).toMatchObject({ storedCount: 10 });
    expect(await letters()).toEqual([]);
  });

  it('stores events of a day whose partition went away meanwhile', async () => {
    const day = new Date(Date.now() - 20 * DAY_MS);
    const parts = partsOver(opened.store);
    const run = (events: readonly PlaybackEvent[]) =>
      processDeliveries(parts, [aDelivery(payloadOf(events), events.length)], new AbortController().signal);
    await run(someEvents(1, { occurredAt: day }));
    await query(`drop table events_${day.toISOString().slice(0, 10).replaceAll('-', '')}`);
    expect(await run(someEvents(4, { occurredAt: day }))).toMatchObject({ storedCount: 4 });
    expect([await letters(), await query('select from failed_attempts')]).toEqual([[], []]);
  });

  it('makes no partition for a time no accepted event can have: such an event is set aside', async () => {
    const events = [...someEvents(2), ...someEvents(1, { occurredAt: new Date('1970-01-01') })];
    expect(await process([aDelivery(payloadOf(events), 3)])).toMatchObject({ storedCount: 2 });
    expect(await letters()).toMatchObject([{ stage: 'STORE', reason: 'SQLSTATE 23514' }]);
  });

  it('puts about as many events into a transaction as it was told', async () => {
    const sizes: number[] = [];
    const store: EventStore = {
      ...opened.store,
      makeRoom: (events, now) => {
        sizes.push(events.length);
        return opened.store.makeRoom(events, now);
      },
    };
    const deliveries = Array.from({ length: 10 }, () => aDelivery(payloadOf(someEvents(20)), 20));
    expect(await process(deliveries, { store, batchEvents: 50 })).toMatchObject({ storedCount: 200 });
    expect(sizes).toEqual([60, 60, 60, 20]);
  });
});

describe('a consumer whose PostgreSQL refuses connections for a while', () => {
  it('loses no event and makes no dead letter', async () => {
    await using home = await createTestDatabase();
    await using wire = await openTcpProxy(home.url);
    await using direct = await open(home.url);
    await direct.migrate();
    await using database = await open(wire.urlOf(home.url));
    const store = createEventStore(database.sql, createIdentityTable(database.sql, CIPHER), { cipher: CIPHER });
    const parts = partsOver(store, { batchEvents: 20 });
    const batches = Array.from({ length: 20 }, () => someEvents(20));
    const deliveries = batches.map((events) => aDelivery(payloadOf(events), 20));

    const processing = processDeliveries(parts, deliveries, new AbortController().signal);
    for (let cut = 0; cut < 6; cut++) {
      await sleep(30);
      wire.cut();
      await sleep(150);
      wire.restore();
    }
    expect(await processing).toMatchObject({ observedAs: expect.any(Array) as unknown });
    const [row] = await direct.sql.query(
      'select (select count(*)::int from events) as events, (select count(*)::int from dead_letters) as letters',
    );
    expect(row).toEqual({ events: 400, letters: 0 });
  });
});

describe('a consumer whose PostgreSQL gives long statements up', () => {
  it('asks for less at once', async () => {
    await using home = await createTestDatabase();
    await using database = await open(home.url);
    await database.migrate();
    const identities = createIdentityTable(database.sql, CIPHER);
    const store = createEventStore(database.sql, identities, { cipher: CIPHER });
    await database.sql.query(SLOW_INSERTS);
    await database.sql.query(`create trigger slow before insert on event_keys for each row execute function slow()`);
    const events = someEvents(64);
    const answer = await processDeliveries(partsOver(store), [aDelivery(payloadOf(events), 64)], new AbortController().signal);
    expect(answer.storedCount).toBe(64);
    expect(await database.sql.query('select from dead_letters')).toEqual([]);
  });
});

/** Cancels a transaction as `statement_timeout` does once it has claimed more than 20 events. */
const SLOW_INSERTS = `create function slow() returns trigger language plpgsql as $$
begin
  perform set_config('playguard.test_rows', (coalesce(nullif(current_setting('playguard.test_rows', true), ''), '0')::int + 1)::text, true);
  if current_setting('playguard.test_rows')::int > 20 then
    raise exception 'canceling statement due to statement timeout' using errcode = '57014';
  end if;
  return new;
end $$`;
