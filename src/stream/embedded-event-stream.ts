import type { Logger } from 'pino';
import type { EntryTable } from './entry-table.ts';
import { type Durability, type EventStream, StreamFull, StreamUnavailable } from './event-stream.ts';
import { startVacuum } from './vacuum.ts';
import { createWakeUp } from './wake-up.ts';

export type EmbeddedEventStreamOptions = {
  readonly table: EntryTable;
  /** What the database does with a commit. */
  readonly durability: Durability;
  readonly shards: number;
  /** An entry unacknowledged for this long is taken over by whoever reads next. */
  readonly claimIdleMs: number;
  readonly log: Logger;
};

/** How often a waiting reader looks for abandoned entries; new ones wake it at once. */
const POLL_MS = 250;

/** The event stream in a table of a database that this process alone uses; entries it was reading when it ended are delivered again at once. */
export const createEmbeddedEventStream = async (options: EmbeddedEventStreamOptions): Promise<EventStream> => {
  const { table, durability, shards, claimIdleMs, log } = options;
  await table.releaseAll();
  let waiting = (await table.status()).waitingEvents;
  const appended = createWakeUp();
  const vacuum = startVacuum(table, log);
  let isClosed = false;

  return {
    durability,
    shards,
    async append(entries) {
      await table.append(entries).catch(throwStreamError);
      waiting += entries.reduce((sum, { eventCount }) => sum + eventCount, 0);
      appended.wake();
    },
    async read({ reader, eventLimit, waitMs, signal }) {
      for (const deadline = Date.now() + waitMs; ;) {
        if (isClosed) throw new StreamUnavailable('the stream is closed');
        if (signal.aborted) return [];
        const seen = appended.count();
        const found = await table.claim({ reader, eventLimit, idleMs: claimIdleMs }).catch(nothingAfter(log));
        const leftMs = deadline - Date.now();
        if (found.length > 0 || leftMs <= 0) return found;
        await appended.wait({ seen, waitMs: Math.min(leftMs, POLL_MS), signal });
      }
    },
    async acknowledge(deliveries) {
      if (deliveries.length === 0) return;
      const removed = await table.remove(deliveries.map(({ entryId }) => entryId)).catch(throwStreamError);
      waiting = Math.max(0, waiting - removed);
      vacuum.request();
    },
    waitingEvents: () => waiting,
    status: () => table.status().catch(throwStreamError),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      appended.wake();
      await vacuum[Symbol.asyncDispose]();
    },
  };
};

/** Trouble with the database is a claim that found nothing: the next poll tries again. */
const nothingAfter =
  (log: Logger) =>
  (error: unknown): [] => {
    log.warn({ err: error }, 'the stream table cannot be read');
    return [];
  };

/** Class 53 of PostgreSQL's error codes: out of disk, memory or connections. */
const NO_ROOM = /^53/;

const throwStreamError = (cause: unknown): never => {
  const message = cause instanceof Error ? cause.message : String(cause);
  throw NO_ROOM.test(sqlStateOf(cause)) ? new StreamFull(message, { cause }) : new StreamUnavailable(message, { cause });
};

const sqlStateOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : sqlStateOf(error.cause);
};
