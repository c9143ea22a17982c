import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sql } from '#store/sql.ts';
import { type CountingOutcome, countStored } from '#store/statistics/counting/count-stored.ts';
import { countingPauseMs } from './counting-pause.ts';

export type Counting = {
  readonly sql: Sql;
  /** Events counted in one transaction, about. */
  readonly eventsMax: number;
  readonly log: Logger;
};

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
      const pauseMs = countingPauseMs(performance.now() - startedAt, behindSince === null ? null : startedAt - behindSince);
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
