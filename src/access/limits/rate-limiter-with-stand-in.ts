import type { Logger } from 'pino';
import { limiterOfTakes } from './limiter-of-takes.ts';
import { type RateLimiter, RateLimiterAway } from './rate-limiter.ts';

export type StandInOptions = {
  /** What all processes share. */
  readonly shared: RateLimiter;
  /** What counts in its place while it is away, or null when nothing may pass then. */
  readonly standIn: RateLimiter | null;
  readonly now: () => Date;
  readonly log: Logger;
};

/** After a failure the shared limiter is left alone for so long, so that an outage costs requests no waiting. */
const PAUSE_MS = 1_000;

/** Asks the shared limiter and, while that is away, its stand-in; without one, what is asked rejects with a RateLimiterAway. */
export const createRateLimiterWithStandIn = ({ shared, standIn, now, log }: StandInOptions): RateLimiter => {
  let isAway = false;
  let pauseUntil = 0;

  const fail = (error: unknown): void => {
    if (!isAway) log.warn({ err: error, isRefusing: standIn === null }, 'rate limits: Redis is away');
    isAway = true;
    pauseUntil = now().getTime() + PAUSE_MS;
  };
  const recover = (): void => {
    if (isAway) log.info('rate limits: Redis is back');
    isAway = false;
  };

  return limiterOfTakes(async (takes) => {
    if (now().getTime() >= pauseUntil) {
      try {
        const states = await shared.takeAll(takes);
        recover();
        return states;
      } catch (error) {
        fail(error);
      }
    }
    if (standIn === null) throw new RateLimiterAway('the rate limits cannot be looked at');
    return standIn.takeAll(takes);
  });
};
