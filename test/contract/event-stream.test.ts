import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, EventStream, NewEntry } from '#stream/event-stream.ts';
import { type StreamHome, streamHomes } from '../support/open-streams.ts';

const EVENTS_EACH = 10;

const anEntry = (name: string, overrides: Partial<NewEntry> = {}): NewEntry => ({
  shard: 0,
  payload: name,
  eventCount: EVENTS_EACH,
  ...overrides,
});
const entriesNamed = (...names: readonly string[]): readonly NewEntry[] => names.map((name) => anEntry(name));
const namesOf = (deliveries: readonly Delivery[]): readonly string[] => deliveries.map(({ payload }) => payload);

describe.each(streamHomes)('event stream: %s', (_name, makeHome) => {
  let home: StreamHome;
  let stream: EventStream;
  beforeAll(async () => {
    home = await makeHome();
  });
  beforeEach(async () => {
    await home.clear();
    stream = await home.open();
  });
  afterEach(() => stream[Symbol.asyncDispose]());
  afterAll(() => home[Symbol.asyncDispose]());

  const reopen = async (options?: { claimIdleMs: number }): Promise<void> => {
    await stream[Symbol.asyncDispose]();
    stream = await home.open(options);
  };
  const read = (reader = 'one', eventLimit = 1_000, waitMs = 0): Promise<readonly Delivery[]> =>
    stream.read({ reader, eventLimit, waitMs, signal: new AbortController().signal });
  const readAll = async (reader = 'one', eventLimit = 1_000): Promise<readonly Delivery[]> => {
    const next = await read(reader, eventLimit);
    return next.length === 0 ? [] : [...next, ...(await readAll(reader, eventLimit))];
  };

  it('delivers what was appended, in order, with its shard and number of events', async () => {
    await stream.append([anEntry('a', { eventCount: 1 }), anEntry('b', { eventCount: 2 })]);
    await stream.append([anEntry('c', { eventCount: 3 })]);
    const found = await readAll();
    expect(found).toMatchObject([
      { payload: 'a', eventCount: 1, shard: 0 },
      { payload: 'b', eventCount: 2, shard: 0 },
      { payload: 'c', eventCount: 3, shard: 0 },
    ]);
    expect(new Set(found.map(({ entryId }) => entryId)).size).toBe(3);
  });

  it('keeps shards apart and their entry ids distinct', async () => {
    const shards = Array.from({ length: stream.shards }, (_, shard) => shard);
    await stream.append(shards.map((shard) => anEntry(`of shard ${shard}`, { shard })));
    const found = await readAll();
    expect(found.map(({ shard, payload }) => [shard, payload]).toSorted()).toEqual(shards.map((shard) => [shard, `of shard ${shard}`]));
    expect(new Set(found.map(({ entryId }) => entryId)).size).toBe(stream.shards);
    await stream.acknowledge(found);
    expect(await stream.status()).toMatchObject({ entries: 0, waitingEvents: 0, pendingEntries: 0 });
  });

  it('returns payloads of a megabyte and of any text unchanged', async () => {
    const payloads = ['€ 𝄞 "quoted" \\ {a,b} NULL \r\n\t', '', 'x'.repeat(1_048_576)];
    await stream.append(payloads.map((payload) => anEntry(payload)));
    expect(namesOf(await readAll())).toEqual(payloads);
  });

  it('reads whole entries up to about the limit of events', async () => {
    await stream.append(Array.from({ length: 40 }, (_, i) => anEntry(`${i}`)));
    await read('one', 100); // learns the size of entries
    const events = (await read('one', 100)).reduce((sum, { eventCount }) => sum + eventCount, 0);
    expect(events).toBeGreaterThan(50);
    expect(events).toBeLessThanOrEqual(150);
  });

  it('delivers an entry larger than the limit', async () => {
    await stream.append([anEntry('large', { eventCount: 5_000 })]);
    expect(namesOf(await read('one', 10))).toEqual(['large']);
  });

  it('takes thousands of entries in one append', async () => {
    const names = Array.from({ length: 2_500 }, (_, i) => `entry ${i}`);
    await stream.append(names.map((name) => anEntry(name, { eventCount: 1 })));
    expect(stream.waitingEvents()).toBe(2_500);
    const found = await readAll();
    expect(namesOf(found)).toEqual(names);
    await stream.acknowledge(found);
    expect(stream.waitingEvents()).toBe(0);
  });

  it('appends nothing, and acknowledges nothing, when given nothing', async () => {
    await stream.append([]);
    await stream.acknowledge([]);
    expect(await stream.status()).toMatchObject({ entries: 0, waitingEvents: 0, lagMs: 0 });
  });

  it('delivers an entry to one reader only, while that one is alive', async () => {
    await stream.append(entriesNamed('a'));
    expect(namesOf(await read('one'))).toEqual(['a']);
    expect(await readAll('two')).toEqual([]);
    expect(await readAll('one')).toEqual([]);
  });

  it('shares entries between readers without overlap', async () => {
    await stream.append(Array.from({ length: 200 }, (_, i) => anEntry(`${i}`)));
    const parts = await Promise.all(['one', 'two', 'three'].map((reader) => readAll(reader, 50)));
    expect(parts.flatMap(namesOf).toSorted()).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`).toSorted());
  });

  it('delivers the entries of a dead reader to another, before new ones', async () => {
    await reopen({ claimIdleMs: 100 });
    await stream.append(entriesNamed('abandoned'));
    const first = await read('dead');
    await sleep(150);
    await stream.append(entriesNamed('new'));
    const again = await readAll('alive');
    expect(namesOf(again)).toEqual(['abandoned', 'new']);
    expect(again[0]?.entryId).toBe(first[0]?.entryId);
  });

  it('delivers an entry again to its own reader until it is acknowledged', async () => {
    await reopen({ claimIdleMs: 50 });
    await stream.append(entriesNamed('a'));
    for (let delivery = 1; delivery <= 3; delivery++) {
      expect(namesOf(await read('one'))).toEqual(['a']);
      await sleep(100);
    }
    await stream.acknowledge(await read('one'));
    await sleep(100);
    expect(await readAll('one')).toEqual([]);
  });

  it('finds abandoned entries while it waits for new ones', async () => {
    await reopen({ claimIdleMs: 200 });
    await stream.append(entriesNamed('abandoned'));
    await read('dead');
    let found: readonly Delivery[] = [];
    for (let i = 0; i < 10 && found.length === 0; i++) found = await read('alive', 100, 100);
    expect(namesOf(found)).toEqual(['abandoned']);
  });

  it('deletes what is acknowledged and lowers the events waiting', async () => {
    await stream.append(entriesNamed('a', 'b', 'c'));
    expect(stream.waitingEvents()).toBe(3 * EVENTS_EACH);
    const [first, ...rest] = await readAll();
    expect(await stream.status()).toMatchObject({ entries: 3, waitingEvents: 3 * EVENTS_EACH, pendingEntries: 3 });
    await stream.acknowledge(rest);
    expect(stream.waitingEvents()).toBe(EVENTS_EACH);
    expect(await stream.status()).toMatchObject({ entries: 1, waitingEvents: EVENTS_EACH, pendingEntries: 1 });
    await stream.acknowledge(first ? [first] : []);
    expect(stream.waitingEvents()).toBe(0);
    expect(await stream.status()).toMatchObject({ entries: 0, waitingEvents: 0, pendingEntries: 0, lagMs: 0 });
  });

  it('counts exactly when deliveries are repeated and acknowledged twice', async () => {
    await reopen({ claimIdleMs: 50 });
    await stream.append(entriesNamed('a', 'b'));
    const first = await readAll('one');
    await sleep(100);
    const second = await readAll('two');
    expect(second).toHaveLength(2);
    await stream.acknowledge(second);
    await stream.append(entriesNamed('c'));
    await stream.acknowledge(first);
    await stream.acknowledge([...first, ...second]);
    expect(stream.waitingEvents()).toBe(EVENTS_EACH);
    expect(await stream.status()).toMatchObject({ entries: 1, waitingEvents: EVENTS_EACH });
  });

  it('ignores acknowledgements of entries it does not know', async () => {
    await stream.append(entriesNamed('a'));
    const unknown = ['0:1-1', '999999', '', 'not an entry', '0:-', '7:1-1'].map((entryId) => ({ ...anEntry('?'), entryId }));
    await stream.acknowledge(unknown);
    expect(await stream.status()).toMatchObject({ entries: 1, waitingEvents: EVENTS_EACH });
  });

  it('keeps entries, read or not, over a restart', async () => {
    await stream.append(entriesNamed('read', 'unread'));
    await read('one', 1);
    await reopen({ claimIdleMs: 100 });
    expect(stream.waitingEvents()).toBe(2 * EVENTS_EACH);
    await sleep(150);
    expect(namesOf(await readAll('after the restart'))).toEqual(['read', 'unread']);
  });

  it('wakes a waiting read when something is appended', async () => {
    const waiting = read('one', 100, 5_000);
    await sleep(50);
    const start = performance.now();
    await stream.append(entriesNamed('a'));
    expect(namesOf(await waiting)).toEqual(['a']);
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('answers an empty list when the wait is over', async () => {
    const start = performance.now();
    expect(await read('one', 100, 120)).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  it.each([
    ['before the read', 0],
    ['at its start', 1],
    ['in the middle of its wait', 100],
  ])('ends a read that is aborted %s, and loses nothing by it', async (_when, abortAfterMs) => {
    const abort = new AbortController();
    if (abortAfterMs === 0) abort.abort();
    const start = performance.now();
    const waiting = stream.read({ reader: 'one', eventLimit: 100, waitMs: 20_000, signal: abort.signal });
    if (abortAfterMs > 0) setTimeout(() => abort.abort(), abortAfterMs);
    expect(await waiting).toEqual([]);
    expect(performance.now() - start).toBeLessThan(abortAfterMs + 1_000);
    await stream.append(entriesNamed('a'));
    expect(namesOf(await read('one', 100, 1_000))).toEqual(['a']);
  });

  it('ends a waiting read when it is closed, and refuses to read again', async () => {
    const waiting = read('one', 100, 20_000).catch((error: unknown) => error);
    await sleep(50);
    await stream[Symbol.asyncDispose]();
    const ended = await waiting;
    expect(Array.isArray(ended) || (ended instanceof Error && ended.name === 'StreamUnavailable')).toBe(true);
    await expect(read()).rejects.toThrow(expect.objectContaining({ name: 'StreamUnavailable' }));
  });

  it('tells the age of the oldest entry and who reads', async () => {
    await stream.append(entriesNamed('a', 'b'));
    await readAll('one');
    await sleep(60);
    const { lagMs, consumers } = await stream.status();
    expect(lagMs).toBeGreaterThanOrEqual(50);
    expect(lagMs).toBeLessThan(10_000);
    expect(consumers).toHaveLength(1);
    expect(consumers[0]).toMatchObject({ name: expect.stringContaining('one'), pendingEntries: 2 });
  });
});
