import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { AlertFeed, FeedMessage } from '#alerts/alert-feed.ts';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createRingAlertFeed, type RingAlertFeedOptions } from '#alerts/ring-alert-feed.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import { createArrayAlertLog } from './array-alert-log.ts';

const logger = pino({ level: 'silent' });

/** A feed over an array log and a memory bus that neither polls nor beats unless told to, closed when the test ends; `raise` appends and pushes. */
export const openFeed = async (options: Partial<RingAlertFeedOptions> = {}, raisedBefore = 0) => {
  const log = createArrayAlertLog();
  const bus = createMemoryAlertBus({ log: logger });
  log.raise(raisedBefore);
  const feed = await createRingAlertFeed({
    log,
    bus,
    logger,
    ringSize: 50,
    heartbeatMs: 60_000,
    headPollMs: 60_000,
    pageSize: 10,
    ...options,
  });
  onTestFinished(() => feed[Symbol.asyncDispose]());
  const raise = async (count = 1, overrides: Partial<RiskAlert> = {}) => bus.publish(log.raise(count, overrides));
  return { feed, log, bus, raise };
};

/** Accepts every alert. */
export const everything = () => true;
/** Follows everything after a position, or from the head. */
export const follow = (feed: AlertFeed, after: number | null = null) => feed.follow({ after, accepts: everything });
/** The next message, or `done`. */
export const next = async (following: AsyncGenerator<FeedMessage, void, void>): Promise<FeedMessage | 'done'> =>
  (await following.next()).value ?? 'done';
/** The next `count` messages, or as many as there are before the end. */
export const take = async (following: AsyncGenerator<FeedMessage, void, void>, count: number): Promise<readonly FeedMessage[]> => {
  const taken: FeedMessage[] = [];
  while (taken.length < count) {
    const message = await next(following);
    if (message === 'done') break;
    taken.push(message);
  }
  return taken;
};
/** Where each message stands. */
export const positionsOf = (messages: readonly FeedMessage[]) => messages.map(({ position }) => position);
/** The numbers from `first` to `last`. */
export const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
