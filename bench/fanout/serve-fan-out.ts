import { setTimeout as sleep } from 'node:timers/promises';
import { serveParent } from '../support/serve-parent.ts';

/** One way to bring alerts to subscribers. */
export type FanOut = {
  /** Where subscribers connect, e.g. `ws://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Raises one alert; every subscriber gets a message that says when. */
  readonly raise: (raisedAt: Date) => unknown;
};

/** Opens it and lets the parent raise alerts. */
export const serveFanOut = async (open: () => Promise<FanOut>): Promise<void> => {
  const { url, raise } = await open();
  serveParent({
    url: () => url,
    raise: async (count: number) => {
      for (let i = 0; i < count; i++) await raise(new Date());
    },
    raiseSteadily: (perSecond: number, alerts: number) => raiseSteadily(raise, perSecond, Math.ceil(alerts)),
  });
};

/** An alert says when it should have been raised, so that a process too busy to raise it in time does not look fast. */
const raiseSteadily = async (raise: FanOut['raise'], perSecond: number, count: number): Promise<number> => {
  const start = Date.now();
  for (let i = 0; i < count; i++) {
    const due = start + (i * 1_000) / perSecond;
    if (due > Date.now()) await sleep(due - Date.now());
    await raise(new Date(due));
  }
  return count;
};
