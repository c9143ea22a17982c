import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import type { Delivery, EventStream } from '#stream/event-stream.ts';
import { createRedisEventStream } from '#stream/redis-event-stream.ts';
import { readRedisHealth } from '#stream/redis-health.ts';
import { canStartRedis, type OwnRedis, startOwnRedis } from '../support/own-redis.ts';

const log = pino({ level: 'silent' });
const ENTRY = { shard: 0, payload: 'a', eventCount: 10 };
const EVENTS = 'test:{s0}:events';

const openStream = ({ url }: OwnRedis, claimIdleMs = 60_000): Promise<EventStream> =>
  createRedisEventStream({
    connect: createRedisConnector({ url, log }),
    prefix: 'test:',
    shards: 1,
    group: 'workers',
    consumer: 'process',
    claimIdleMs,
    log,
  });

const read = (stream: EventStream, waitMs = 0): Promise<readonly Delivery[]> =>
  stream.read({ reader: 'one', eventLimit: 1_000, waitMs, signal: new AbortController().signal });

/** Reads until something comes, as a consumer does. */
const readUntilFound = async (stream: EventStream): Promise<readonly Delivery[]> => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const found = await read(stream, 200);
    if (found.length > 0) return found;
  }
  return [];
};

const appendUntilTaken = async (stream: EventStream): Promise<void> => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const isTaken = await stream.append([ENTRY]).then(
      () => true,
      () => sleep(100, false),
    );
    if (isTaken) return;
  }
};

describe.skipIf(!canStartRedis)('event stream on a Redis that fails', () => {
  let redis: OwnRedis;
  let stream: EventStream;
  beforeEach(async () => {
    redis = await startOwnRedis();
    stream = await openStream(redis);
  });
  afterEach(async () => {
    await stream[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
  });

  it('makes the group again when stream and group are gone', async () => {
    await stream.append([ENTRY]);
    await read(stream);
    await redis.redis.del(EVENTS);
    await stream.append([ENTRY, ENTRY]);
    expect(await readUntilFound(stream)).toHaveLength(2);
  });

  it('counts nothing as waiting once a lost stream was made again or emptied', async () => {
    await stream.append([ENTRY, ENTRY]);
    await redis.redis.del(EVENTS);
    await stream.append([ENTRY]);
    await stream.acknowledge(await readUntilFound(stream));
    expect(stream.waitingEvents()).toBe(0);
  });

  it('goes on after a restart that lost all data, in reads and appends begun before', async () => {
    await stream.append([ENTRY]);
    await read(stream);
    const waiting = read(stream, 2_000);
    await redis.kill();
    await expect(stream.append([ENTRY])).rejects.toThrow(expect.objectContaining({ name: 'StreamUnavailable' }));
    await redis.start();
    expect(await waiting).toEqual([]);
    await appendUntilTaken(stream);
    expect((await readUntilFound(stream)).map(({ payload }) => payload)).toEqual(['a']);
  });

  it('answers reads with nothing while the server is away, without spinning', async () => {
    await read(stream);
    await redis.kill();
    const start = performance.now();
    for (let i = 0; i < 3; i++) expect(await read(stream, 5_000)).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(500);
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect(stream.status()).rejects.toThrow(expect.objectContaining({ name: 'StreamUnavailable' }));
    await expect(stream.acknowledge([{ ...ENTRY, entryId: '0:1-1' }])).rejects.toThrow(
      expect.objectContaining({ name: 'StreamUnavailable' }),
    );
  });

  it('does not send an append twice when its answer was lost', async () => {
    await stream.append([ENTRY]);
    await redis.redis.call('CLIENT', 'PAUSE', '300', 'WRITE');
    const appended = stream.append([ENTRY]).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    await sleep(50);
    const clients = String(await redis.redis.client('LIST'));
    const id = /^id=(\d+).*name=playguard-stream /m.exec(clients)?.[1];
    await redis.redis.call('CLIENT', 'KILL', 'ID', id ?? '');
    expect(await appended).toBe('StreamUnavailable');
    await sleep(500);
    expect(await redis.redis.xlen(EVENTS)).toBeLessThanOrEqual(2);
  });

  it('refuses appends with StreamFull when memory is full, whole, and takes them again when there is room', async () => {
    await redis.redis.config('SET', 'maxmemory', 1);
    await expect(stream.append([ENTRY, ENTRY])).rejects.toThrow(expect.objectContaining({ name: 'StreamFull' }));
    expect(await redis.redis.xlen(EVENTS)).toBe(0);
    await redis.redis.config('SET', 'maxmemory', 0);
    await stream.append([ENTRY]);
    expect(stream.waitingEvents()).toBe(10);
  });

  it('can still acknowledge when memory is full, which makes room', async () => {
    await stream.append([ENTRY]);
    const found = await read(stream);
    await redis.redis.config('SET', 'maxmemory', 1);
    await stream.acknowledge(found);
    expect(stream.waitingEvents()).toBe(0);
  });

  it('can be opened when memory is full, to be emptied', async () => {
    await stream.append([ENTRY]);
    await stream[Symbol.asyncDispose]();
    await redis.redis.config('SET', 'maxmemory', 1);
    stream = await openStream(redis);
    expect(await readUntilFound(stream)).toHaveLength(1);
  });

  it('ignores entries that were deleted while they were pending', async () => {
    await stream[Symbol.asyncDispose]();
    stream = await openStream(redis, 50);
    await stream.append([ENTRY, { ...ENTRY, payload: 'b' }]);
    const [first] = await readUntilFound(stream);
    await readUntilFound(stream);
    await redis.redis.xdel(EVENTS, first?.entryId.split(':')[1] ?? '');
    await sleep(100);
    expect((await readUntilFound(stream)).map(({ payload }) => payload)).toEqual(['b']);
  });

  it('hears within two seconds what other processes append', async () => {
    const other = await openStream(redis);
    onTestFinished(() => other[Symbol.asyncDispose]());
    await other.append([ENTRY]);
    await expect.poll(() => stream.waitingEvents(), { timeout: 2_000 }).toBe(10);
  });

  it('leaves no consumer behind unless something is pending for it', async () => {
    await stream.append([ENTRY]);
    await read(stream);
    await stream.read({ reader: 'idle', eventLimit: 10, waitMs: 0, signal: new AbortController().signal });
    await stream[Symbol.asyncDispose]();
    stream = await openStream(redis);
    expect((await stream.status()).consumers.map(({ name }) => name)).toEqual(['process:one']);
  });
});

describe.skipIf(!canStartRedis)('what Redis says about itself', () => {
  it.each<[Readonly<Record<string, string>>, string]>([
    [{ appendonly: 'no' }, 'MEMORY'],
    [{ appendonly: 'yes', appendfsync: 'everysec' }, 'LOG_EVERY_SECOND'],
    [{ appendonly: 'yes', appendfsync: 'always' }, 'LOG_ALWAYS'],
    [{ appendonly: 'yes', appendfsync: 'no' }, 'MEMORY'],
    [{ appendonly: 'yes', user: 'default on nopass ~* &* +@all -config' }, 'LOG_EVERY_SECOND'],
  ])('durability with %o is %s', async (settings, durability) => {
    await using redis = await startOwnRedis(settings);
    await using stream = await openStream(redis);
    expect(stream.durability).toBe(durability);
  });

  it.each([
    ['noeviction', false],
    ['allkeys-lru', true],
    ['volatile-ttl', true],
  ])('with %s it can evict: %s', async (maxmemoryPolicy, canEvict) => {
    await using redis = await startOwnRedis({ 'maxmemory-policy': maxmemoryPolicy });
    expect(await readRedisHealth(redis.redis)).toEqual({ maxmemoryPolicy, canEvict });
  });

  it('cannot be opened while it is away', async () => {
    const redis = await startOwnRedis();
    await redis[Symbol.asyncDispose]();
    await expect(openStream(redis)).rejects.toThrow(expect.objectContaining({ name: 'StreamUnavailable' }));
  });
});
