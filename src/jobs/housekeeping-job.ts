import type { Logger } from 'pino';
import { sweepExpired } from '#store/events/housekeeping.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { sweepExports } from '#store/privacy/privacy-request-queue.ts';
import type { Sql } from '#store/sql.ts';

export type Housekeeping = {
  readonly sql: Sql;
  /** Makes the room of deleted rows usable again, where the database does not by itself; runs last. */
  readonly vacuum: (() => Promise<void>) | null;
  readonly now: () => Date;
  readonly log: Logger;
};

/** The first run comes soon: a server that is stopped every day would else never have one. */
const FIRST_RUN_MS = 60_000;
const INTERVAL_MS = 3_600_000;
/** Sweeps of one run; what is left then waits for the next. */
const SWEEPS_MAX = 20;

/** Keeps house every hour until disposed. A failed run is logged and tried at the next. */
export const startHousekeeping = (parts: Housekeeping): AsyncDisposable => {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  const runIn = (ms: number): void => {
    timer = setTimeout(() => {
      runIn(INTERVAL_MS);
      running = running
        .then(() => keepHouse(parts))
        .catch((error: unknown) => parts.log.error({ err: error }, 'housekeeping failed and is tried again in an hour'));
    }, ms);
  };
  runIn(FIRST_RUN_MS);
  return {
    [Symbol.asyncDispose]: () => {
      if (timer !== null) clearTimeout(timer);
      return running;
    },
  };
};

/** Makes tomorrow's partitions and deletes what is past its period. */
export const keepHouse = async ({ sql, vacuum, now }: Housekeeping): Promise<void> => {
  await ensurePartitions(sql, now());
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) if ((await sweepExpired(sql, now())) === 0) break;
  await sweepExports(sql, now());
  await vacuum?.();
};
