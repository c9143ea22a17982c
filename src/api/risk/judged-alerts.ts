import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FeedMessage } from '#alerts/alert-feed.ts';
import { unlessAborted } from '#runtime/unless-aborted.ts';

type Stream = AsyncGenerator<FeedMessage, void, void>;
type Judge = (message: FeedMessage) => Promise<FeedMessage>;

/** A judge that fails is asked again after a wait that doubles up to the greater of these. */
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
/** As in the feed. */
const HEARTBEAT_MS = 15_000;

type Judging = { readonly judge: Judge; readonly log: Logger; readonly heartbeatMs?: number };

/**
 * The stream with each message as `judge` has it, in order. While the judge cannot answer, its message stays in hand, heartbeats say
 * that somebody is there, and it is asked again, for ever. Written by hand because an async generator function that waits cannot hear
 * `return`, which here ends whatever is waited for.
 */
export const judgedAlerts = (stream: Stream, { judge, log, heartbeatMs = HEARTBEAT_MS }: Judging): Stream => {
  const ending = new AbortController();
  let inHand: { readonly message: FeedMessage; readonly verdict: Promise<FeedMessage | null> } | null = null;

  const take = async (): Promise<typeof inHand> => {
    const { value: message, done } = await stream.next();
    return done ? null : { message, verdict: patiently(() => judge(message), { signal: ending.signal, log }) };
  };

  return {
    async next() {
      inHand ??= await take();
      if (inHand === null) return END;
      const { message, verdict } = inHand;
      const answer = await orAfter(heartbeatMs, verdict, heartbeatBefore(message));
      if (answer === null) return END;
      if (answer.position >= message.position) inHand = null;
      return { done: false, value: answer };
    },
    return() {
      ending.abort();
      return stream.return();
    },
    throw(error) {
      ending.abort();
      return stream.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return();
    },
  };
};

const END: IteratorResult<FeedMessage, void> = { done: true, value: undefined };

/** Everything before a message in hand has been sent or passed over: there one may resume. */
const heartbeatBefore =
  ({ position }: FeedMessage) =>
  (): FeedMessage => ({ kind: 'heartbeat', position: position - 1, at: new Date() });

const orAfter = async <T>(ms: number, work: Promise<T>, other: () => T): Promise<T> => {
  const done = new AbortController();
  try {
    return await Promise.race([work, wait(ms, null, { signal: done.signal }).then(other)]);
  } finally {
    done.abort();
  }
};

/** What `work` answers once it succeeds, null when the signal fires first. The first failure is logged. */
const patiently = async <T>(work: () => Promise<T>, { signal, log }: { signal: AbortSignal; log: Logger }): Promise<T | null> => {
  for (let waitMs = RETRY_MS_MIN; !signal.aborted; waitMs = Math.min(waitMs * 2, RETRY_MS_MAX)) {
    try {
      return await unlessAborted(work(), signal);
    } catch (error) {
      if (signal.aborted) break;
      if (waitMs === RETRY_MS_MIN) log.warn({ err: error }, 'viewers cannot be looked up: a subscription waits with its alert');
      await wait(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
};
