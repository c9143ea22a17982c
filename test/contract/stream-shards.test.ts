import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import { createEntryTable } from '#store/embedded/entry-table.ts';
import { createEmbeddedEventStream } from '#stream/embedded-event-stream.ts';
import type { EventStream } from '#stream/event-stream.ts';
import { createRedisEventStream } from '#stream/redis-event-stream.ts';
import { createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';
import { openTestStore } from '../support/test-store.ts';

const log = pino({ level: 'silent' });
const CLAIM_IDLE_MS = 60_000;

const readAll = (stream: EventStream) => stream.read({ reader: 'one', eventLimit: 1_000, waitMs: 0, signal: new AbortController().signal });

describe.skipIf(!hasRedis())('a stream on Redis', () => {
  const connect = createRedisConnector({ url: hasRedis() ? redisUrl() : '', log });
  const open = (prefix: string, shards: number): Promise<EventStream> =>
    createRedisEventStream({ connect, prefix, shards, group: 'workers', consumer: 'process', claimIdleMs: CLAIM_IDLE_MS, log });

  it('is not opened with another number of shards than it was begun with, and the refusal says what to do', async () => {
    await using home = await createTestPrefix();
    await using first = await open(home.prefix, 3);
    await first.append([{ shard: 2, payload: 'acknowledged', eventCount: 1 }]);
    const refusal = await open(home.prefix, 1).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      name: 'SettingFault',
      message: expect.stringMatching(/STREAM_SHARDS.* 3.*delete .*shards/) as unknown,
    });
    await using again = await open(home.prefix, 3);
    expect(await readAll(again)).toMatchObject([{ payload: 'acknowledged' }]);
  });

  it('takes another number once the old one was deleted', async () => {
    await using home = await createTestPrefix();
    await (await open(home.prefix, 3))[Symbol.asyncDispose]();
    const redis = await connect('test');
    await redis.del(`${home.prefix}shards`);
    redis.disconnect();
    await using other = await open(home.prefix, 2);
    expect(other.shards).toBe(2);
  });
});

describe('an embedded stream', () => {
  it('delivers the entries of every shard, whatever number it is opened with', async () => {
    await using opened = await openTestStore('PGlite');
    const table = createEntryTable(opened.database.sql);
    const open = (shards: number) =>
      createEmbeddedEventStream({ table, durability: 'DATABASE_UNSYNCED', shards, claimIdleMs: CLAIM_IDLE_MS, log });
    const before = await open(8);
    await before.append([7, 0].map((shard) => ({ shard, payload: `of shard ${shard}`, eventCount: 1 })));
    await before[Symbol.asyncDispose]();
    await using after = await open(1);
    expect((await readAll(after)).map(({ payload }) => payload)).toEqual(['of shard 7', 'of shard 0']);
  });
});
