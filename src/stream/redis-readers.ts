import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND_MS_MAX, type RedisConnector } from '#runtime/redis-connector.ts';
import { type Delivery, type EventStream, StreamUnavailable } from './event-stream.ts';
import { isGroupMissing, isRefusal } from './redis-stream-error.ts';
import { BLOCK_MS_MAX, createRedisStreamReader, type RedisStreamReader } from './redis-stream-reader.ts';

/** The readers of one process, each with a connection of its own, opened when it first reads. */
export type RedisReaders = {
  read: EventStream['read'];
  /** Ends reads in progress and answers the consumer names that were used. */
  close(): Promise<readonly string[]>;
};

type ReadersParts = {
  readonly connect: RedisConnector;
  readonly waker: Redis;
  readonly streams: readonly string[];
  readonly group: string;
  readonly consumer: string;
  readonly claimIdleMs: number;
  readonly openGroups: () => Promise<void>;
  readonly log: Logger;
};

/** A read that failed waits this long before it answers nothing, so that its caller's loop does not spin. */
const FAILED_READ_MS = 250;

/** Reads that never fail while the stream is open: trouble with Redis is a read that found nothing. */
export const createRedisReaders = (parts: ReadersParts): RedisReaders => {
  const { consumer, openGroups, log } = parts;
  const open = new Map<string, Promise<OpenReader>>();
  let isClosed = false;

  const readerOf = (name: string): Promise<OpenReader> => {
    const reader = open.get(name) ?? openReader(parts, `${consumer}:${name}`);
    open.set(name, reader);
    reader.catch(() => open.delete(name)); // the next read tries again
    return reader;
  };

  const recover = async (error: unknown, reader: OpenReader | null): Promise<void> => {
    if (isGroupMissing(error)) {
      log.warn('stream or group is gone (Redis lost its data): made again');
      return openGroups().catch(() => undefined);
    }
    if (isRefusal(error)) log.error({ err: error }, 'Redis refuses to read the stream');
    else reader?.redis.disconnect(true); // a connection that timed out may still hold a late reply
  };

  const read: EventStream['read'] = async ({ reader: name, ...request }) => {
    if (isClosed) throw new StreamUnavailable('the stream is closed');
    if (request.signal.aborted) return NOTHING;
    let reader: OpenReader | null = null;
    try {
      reader = await readerOf(name);
      return await reader.read(request);
    } catch (error) {
      if (isClosed) return NOTHING;
      await recover(error, reader);
      await sleep(Math.min(request.waitMs, FAILED_READ_MS), null, { signal: request.signal }).catch(() => undefined);
      return NOTHING;
    }
  };

  return {
    read,
    async close() {
      isClosed = true;
      const readers = await Promise.allSettled(open.values());
      for (const reader of readers) if (reader.status === 'fulfilled') reader.value.redis.disconnect();
      return [...open.keys()].map((name) => `${consumer}:${name}`);
    },
  };
};

const NOTHING: readonly Delivery[] = [];

type OpenReader = RedisStreamReader & { readonly redis: Redis };

const openReader = async (parts: ReadersParts, consumer: string): Promise<OpenReader> => {
  const redis = await parts.connect('stream-reader', { commandTimeout: BLOCK_MS_MAX + COMMAND_MS_MAX });
  return { redis, ...createRedisStreamReader({ ...parts, redis, consumer }) };
};
