import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sql } from '#store/sql.ts';
import { type CountingOutcome, countStored } from '#store/statistics/counting/count-stored.ts';

export type Counting = {
  readonly sql: Sql;
  /** Events counted in one transaction, about. */
  readonly eventsMax: number;
  readonly log: Logger;
};

/** Statistics are this old at most, on a machine that keeps up. */
const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 15_000;
/**
 * Counting takes a tenth of the time; a quarter while more waits than one pass counts, so that storing and alerts go first in a burst; and
 * a half once that has lasted for a while.
 */
const PAUSE_PER_RUN = 9;
const PAUSE_PER_FULL_RUN = { soon: 3, late: 1 } as const;
const BURST_MS_MAX = 60_000;

/** Counts what is stored, again and again until disposed; of all processes one at a time does. A failed pass is logged and tried again. */
export const startCounting = ({ sql, eventsMax, log }: Counting): AsyncDisposable => {
  const stopping = new AbortController();
  const look = async (): Promise<CountingOutcome> => {
    try {
      return await countStored(sql, eventsMax);
    } catch (error) {
      log.warn({ err: error }, 'counting failed and is tried again');
      return { kind: 'elsewhere' };
    }
  };
  const run = async (): Promise<void> => {
    let behindSince: number | null = null;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one pass after the other
      const outcome = await look();
      behindSince = outcome.kind === 'counted' && outcome.hasMore ? (behindSince ?? startedAt) : null;
      const tookMs = performance.now() - startedAt;
      const pauseMs = behindSince === null ? pauseAfter(tookMs) : pauseBehind(tookMs, startedAt - behindSince);
      // oxlint-disable-next-line no-await-in-loop
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(ignore);
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
};

/** A pause that is cut short is over. */
const ignore = (): void => undefined;

const pauseAfter = (tookMs: number): number => Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, tookMs * PAUSE_PER_RUN));

const pauseBehind = (tookMs: number, behindMs: number): number =>
  tookMs * (behindMs < BURST_MS_MAX ? PAUSE_PER_FULL_RUN.soon : PAUSE_PER_FULL_RUN.late);
