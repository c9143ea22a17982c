import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RedisConnector } from '#runtime/redis-connector.ts';
import { SettingFault } from '#runtime/setting-fault.ts';
import { type Delivery, type EventStream, type NewEntry, StreamUnavailable } from './event-stream.ts';
import { readRedisDurability } from './redis-durability.ts';
import { streamIdOf } from './redis-entry.ts';
import { createRedisReaders } from './redis-readers.ts';
import { keepShardCount } from './redis-shard-count.ts';
import { toStreamError } from './redis-stream-error.ts';
import { streamScripts } from './redis-stream-scripts.ts';
import { toStreamStatus } from './redis-stream-status.ts';
import { createWaitingCount } from './waiting-count.ts';

export type RedisEventStreamOptions = {
  readonly connect: RedisConnector;
  /** Begins every key; no other stream may use it. */
  readonly prefix: string;
  /** 1 … ; the number the stream was begun with. */
  readonly shards: number;
  readonly group: string;
  /** Names this process in the group; readers add their own name. */
  readonly consumer: string;
  /** An entry unacknowledged for this long is taken over by whoever reads next. */
  readonly claimIdleMs: number;
  readonly log: Logger;
};

/** Consumers without anything pending are forgotten after this long: every process that ever read would stay in the group. */
const CONSUMER_IDLE_MS_MAX = 3_600_000;

/** The event stream on Redis Streams; rejects with `StreamUnavailable` when Redis cannot be reached at the start, with a `SettingFault` for another number of shards. */
export const createRedisEventStream = async (options: RedisEventStreamOptions): Promise<EventStream> => {
  const { connect, prefix, shards, group, log } = options;
  const redis = await connect('stream', { scripts: streamScripts }).catch(throwStreamError);
  const keys = Array.from({ length: shards }, (_, shard) => keysOf(prefix, shard));
  const waiting = createWaitingCount(shards, () => Promise.all(keys.map(async (key) => Number(await redis.get(key.waiting)))));
  const openGroups = async () => {
    await keepShardCount(redis, `${prefix}shards`, shards);
    await openEveryGroup(redis, keys, { group, log });
  };
  const readers = createRedisReaders({ ...options, waker: redis, streams: keys.map(({ events }) => events), openGroups });
  const close = async () => {
    waiting[Symbol.dispose]();
    const consumers = await readers.close();
    await Promise.all(consumers.flatMap((name) => keys.map(({ events }) => redis.leaveGroup(events, group, name)))).catch(() => undefined);
    redis.disconnect();
  };
  let durability = await openGroups()
    .then(() => readRedisDurability(redis))
    .catch(async (error: unknown) => {
      await close();
      throw error instanceof SettingFault ? error : toStreamError(error);
    });
  redis.on('ready', () => {
    readRedisDurability(redis).then(
      (read) => (durability = read),
      (error: unknown) => log.warn({ err: error }, 'the durability of Redis cannot be read; the last answer stands'),
    );
  });
  await waiting.refresh();

  return {
    shards,
    get durability() {
      return durability;
    },
    append: (entries) => append({ redis, keys, waiting }, entries).catch(throwStreamError),
    read: (request) => readers.read(request),
    acknowledge: (deliveries) => acknowledge({ redis, keys, waiting, group }, deliveries).catch(throwStreamError),
    waitingEvents: () => waiting.total(),
    status: async () => {
      const replies = keys.map((key) => redis.streamStatus(key.events, key.waiting, group));
      return toStreamStatus(await Promise.all(replies).catch(throwStreamError));
    },
    [Symbol.asyncDispose]: close,
  };
};

type ShardKeys = { readonly events: string; readonly waiting: string };

/** The hash tag keeps both keys of a shard on one node of a cluster. */
const keysOf = (prefix: string, shard: number): ShardKeys => ({
  events: `${prefix}{s${shard}}:events`,
  waiting: `${prefix}{s${shard}}:waiting`,
});

const throwStreamError = (error: unknown): never => {
  throw toStreamError(error);
};

const openEveryGroup = async (redis: Redis, keys: readonly ShardKeys[], { group, log }: { group: string; log: Logger }): Promise<void> => {
  const made = await Promise.all(keys.map(({ events, waiting }) => redis.openGroup(events, waiting, group, CONSUMER_IDLE_MS_MAX)));
  log.info({ group, made: made.filter((answer) => answer === 1).length, shards: keys.length }, 'stream open');
};

type Writing = { readonly redis: Redis; readonly keys: readonly ShardKeys[]; readonly waiting: ReturnType<typeof createWaitingCount> };

/** One script a shard, all sent before the first answers. */
const append = async ({ redis, keys, waiting }: Writing, entries: readonly NewEntry[]): Promise<void> => {
  const shardsUsed = Map.groupBy(entries, ({ shard }) => shard);
  const answers = await Promise.allSettled(
    [...shardsUsed].map(async ([shard, own]) => {
      const { events, waiting: count } = keyOf(keys, shard);
      const pairs = own.flatMap(({ payload, eventCount }) => [payload, eventCount]);
      waiting.set(shard, await redis.appendEntries(events, count, ...pairs));
    }),
  );
  const failed = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as unknown);
  if (failed.length === 0) return;
  // `StreamFull` promises that nothing was appended, which some other shard may have done.
  if (failed.length < answers.length) throw new StreamUnavailable('some shards refused', { cause: failed[0] });
  throw failed[0];
};

const acknowledge = async (
  { redis, keys, waiting, group }: Writing & { group: string },
  deliveries: readonly Delivery[],
): Promise<void> => {
  const shardsUsed = Map.groupBy(deliveries, ({ shard }) => shard);
  await Promise.all(
    [...shardsUsed].map(async ([shard, own]) => {
      const { events, waiting: count } = keyOf(keys, shard);
      const pairs = own.flatMap((delivery) => {
        const id = streamIdOf(delivery);
        return id === null ? [] : [id, delivery.eventCount];
      });
      if (pairs.length > 0) waiting.set(shard, await redis.acknowledgeEntries(events, count, group, ...pairs));
    }),
  );
};

const keyOf = (keys: readonly ShardKeys[], shard: number): ShardKeys => {
  const found = keys[shard];
  if (found === undefined) throw new RangeError(`there is no shard ${shard}`);
  return found;
};
