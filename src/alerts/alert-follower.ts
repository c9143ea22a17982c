import type { FeedMessage } from './alert-feed.ts';
import type { AlertReader } from './alert-reader.ts';
import { createPendingNext } from './pending-next.ts';
import type { Waiter, WaitingRoom } from './waiting-room.ts';

type FollowerParts = {
  /** Where it waits while there is nothing to read. */
  readonly room: WaitingRoom;
  /** The reader, once its position is known to exist; rejects when it does not. */
  readonly openReader: () => Promise<AlertReader>;
  /** A follower that has yielded nothing for this long yields a heartbeat. */
  readonly heartbeatMs: number;
  readonly signal: AbortSignal | undefined;
  readonly now: () => number;
};

type Follower = AsyncGenerator<FeedMessage, void, void>;

/**
 * One follower. Written by hand because an async generator function lets `return` wait for the `next` in hand; here `return` and
 * the signal end that `next`. While nobody calls `next`, only the signal refers to it.
 */
export const createAlertFollower = (parts: FollowerParts): Follower => {
  const pull = createPull(parts);
  return {
    next: pull.next,
    async return() {
      pull.end();
      return { done: true, value: undefined };
    },
    async throw(error) {
      pull.end();
      throw error;
    },
    async [Symbol.asyncDispose]() {
      pull.end();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

type Pull = { readonly next: Follower['next']; readonly end: () => void };

const createPull = (parts: FollowerParts): Pull => {
  const { room, openReader, signal } = parts;
  const pending = createPendingMessages(parts);
  let reader: AlertReader | null = null;
  let isRunning = false;
  let isEnded = false;

  const rest = () => (pending.isPending() ? room.enter(waiter) : room.leave(waiter));
  // One function, so that `isRunning` is false again before the caller whose `next` it answered last goes on.
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    try {
      reader ??= await openReader();
      while (pending.isPending()) {
        let message: FeedMessage | null = reader.takeFromRing();
        const before = reader.position();
        if (message === null && reader.isBehindRing()) message = await reader.takeFromLog();
        const isOnItsWay = reader.position() > before; // a page held nothing for this one: on to the next
        if (!pending.give(message ?? pending.heartbeat(reader.position())) && !isOnItsWay) break;
      }
      rest();
    } catch (error) {
      pending.fail(error);
      end();
    } finally {
      isRunning = false;
    }
  };
  const end = (): void => {
    isEnded = true;
    signal?.removeEventListener('abort', end);
    room.leave(waiter);
    pending.end();
  };
  const wake = (): void => void run();
  const waiter: Waiter = { onGrowth: wake, onTick: wake, onClose: end };
  if (signal?.aborted === true) end();
  else signal?.addEventListener('abort', end);

  return {
    next() {
      const answer = pending.add();
      if (isEnded) pending.end();
      else wake();
      return answer;
    },
    end,
  };
};

/** The calls of `next` to answer, and the silence since the last answer. */
const createPendingMessages = ({ heartbeatMs, now }: FollowerParts) => {
  const calls = createPendingNext<FeedMessage>();
  let silentSince = now();
  return {
    ...calls,
    /** Answers false when there is no message to give. */
    give(message: FeedMessage | null): boolean {
      if (message === null) return false;
      silentSince = now();
      calls.give(message);
      return true;
    },
    /** A heartbeat when it is time for one. */
    heartbeat(position: number): FeedMessage | null {
      const time = now();
      return time - silentSince < heartbeatMs ? null : { kind: 'heartbeat', position, at: new Date(time) };
    },
  };
};
