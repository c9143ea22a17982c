import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './event-stream.ts';
import { type RawEntry, toDeliveries } from './redis-entry.ts';

/** Reads the shards of one stream as one consumer of the group, on a connection of its own. */
export type RedisStreamReader = {
  /** As `EventStream.read`, but rejects with what Redis or the connection said. */
  read(request: ReadRequest): Promise<readonly Delivery[]>;
};

export type ReadRequest = { readonly eventLimit: number; readonly waitMs: number; readonly signal: AbortSignal };

type ReaderParts = {
  /** Blocks while it waits, so nobody else may use it. */
  readonly redis: Redis;
  /** Wakes `redis` when a read is aborted. */
  readonly waker: Redis;
  /** Streams by shard. */
  readonly streams: readonly string[];
  readonly group: string;
  readonly consumer: string;
  readonly claimIdleMs: number;
};

/** Longest wait inside Redis, so that a dead connection is noticed. */
export const BLOCK_MS_MAX = 5_000;
/** Entries of one shard in one reply: bounds what a change from small to large entries can bring (an entry has up to 1 MiB). */
const ENTRIES_PER_REPLY_MAX = 64;
const WAKE_ATTEMPTS_MAX = 25;
const WAKE_MS_BETWEEN_ATTEMPTS = 20;

/** A reader over a connected `redis`, which the caller closes. */
export const createRedisStreamReader = (parts: ReaderParts): RedisStreamReader => {
  const { streams, claimIdleMs } = parts;
  let eventsPerEntry = Number.POSITIVE_INFINITY; // unknown: begin with one entry
  let nextClaimAt = 0; // by a clock that is never set
  let claimCursors: readonly string[] = streams.map(() => FIRST_ID);

  const entriesFor = (events: number): number =>
    Math.min(ENTRIES_PER_REPLY_MAX, Math.max(1, Math.ceil(events / eventsPerEntry / streams.length)));

  const learn = (deliveries: readonly Delivery[]): readonly Delivery[] => {
    if (deliveries.length > 0) eventsPerEntry = Math.max(1, countEvents(deliveries) / deliveries.length);
    return deliveries;
  };

  const claimAbandoned = async (eventLimit: number): Promise<readonly Delivery[]> => {
    const isMidway = claimCursors.some((cursor) => cursor !== FIRST_ID);
    if (!isMidway && performance.now() < nextClaimAt) return [];
    const { deliveries, cursors } = await claim(parts, claimCursors, entriesFor(eventLimit));
    claimCursors = cursors;
    nextClaimAt = performance.now() + claimIdleMs / 2;
    return learn(deliveries);
  };

  const readNew = async ({ eventLimit, waitMs, signal }: ReadRequest): Promise<readonly Delivery[]> => {
    const found: Delivery[] = [];
    for (let wait = waitMs, isFull = true; isFull && countEvents(found) <= eventLimit / 2; wait = 0) {
      const entries = entriesFor(eventLimit - countEvents(found));
      const next = learn(await readOnce(parts, { entries, waitMs: wait, signal }));
      found.push(...next);
      isFull = next.length >= entries && !signal.aborted;
    }
    return found;
  };

  return {
    async read(request) {
      const claimed = await claimAbandoned(request.eventLimit);
      return claimed.length > 0 || request.signal.aborted ? claimed : readNew(request);
    },
  };
};

const FIRST_ID = '0-0';

/** An entry counts at least once, so that reading ends whatever it holds. */
const countEvents = (deliveries: readonly Delivery[]): number =>
  deliveries.reduce((sum, { eventCount }) => sum + Math.max(1, eventCount), 0);

/** Takes over what any consumer, this one included (a lost reply), has left unacknowledged for too long. */
const claim = async ({ redis, streams, group, consumer, claimIdleMs }: ReaderParts, cursors: readonly string[], entries: number) => {
  const replies = (await Promise.all(
    streams.map((stream, shard) => redis.xautoclaim(stream, group, consumer, claimIdleMs, cursors[shard] ?? FIRST_ID, 'COUNT', entries)),
  )) as unknown as readonly (readonly [cursor: string, entries: readonly RawEntry[]])[];
  return {
    deliveries: replies.flatMap(([, claimed], shard) => toDeliveries(shard, claimed)),
    cursors: replies.map(([cursor]) => cursor),
  };
};

type Step = { readonly entries: number; readonly waitMs: number; readonly signal: AbortSignal };

const readOnce = async (parts: ReaderParts, { entries, waitMs, signal }: Step): Promise<readonly Delivery[]> => {
  const { redis, streams, group, consumer } = parts;
  const from = ['STREAMS', ...streams, ...streams.map(() => '>')] as const;
  const blockMs = Math.floor(Math.min(waitMs, BLOCK_MS_MAX));
  if (blockMs < 1) return fromReply(streams, await redis.xreadgroup('GROUP', group, consumer, 'COUNT', entries, ...from));
  using _ = wakeOnAbort(parts, signal);
  return fromReply(streams, await redis.xreadgroup('GROUP', group, consumer, 'COUNT', entries, 'BLOCK', blockMs, ...from));
};

type Reply = readonly (readonly [stream: string, entries: readonly RawEntry[]])[] | null;

const fromReply = (streams: readonly string[], reply: Reply): readonly Delivery[] =>
  (reply ?? []).flatMap(([stream, entries]) => toDeliveries(streams.indexOf(stream), entries));

/** While in use, an abort ends the wait inside Redis: politely, so that no reply is lost, or by closing the connection. */
const wakeOnAbort = ({ redis, waker }: ReaderParts, signal: AbortSignal): Disposable => {
  let isWaiting = true;
  const clientId = redis.client('ID').catch(() => null); // sent ahead of the read; a reconnect changes it
  const wake = async (attempt: number): Promise<void> => {
    const id = await clientId;
    if (!isWaiting) return;
    if (id === null || attempt > WAKE_ATTEMPTS_MAX) return redis.disconnect(true);
    if ((await waker.client('UNBLOCK', id).catch(() => 0)) === 1) return;
    await sleep(WAKE_MS_BETWEEN_ATTEMPTS); // Redis has not seen the read yet
    return wake(attempt + 1);
  };
  const onAbort = () => void wake(1);
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    [Symbol.dispose]() {
      isWaiting = false;
      signal.removeEventListener('abort', onAbort);
    },
  };
};
