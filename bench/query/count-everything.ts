import { sweepExpired } from '#store/events/housekeeping.ts';
import type { Sql } from '#store/sql.ts';
import { countStored } from '#store/statistics/counting/count-stored.ts';

/** What a worker counts in one transaction in server mode. */
const COUNTED_EVENTS_MAX = 50_000;

/** Counts whatever waits, as a worker does, and sweeps out minutes that are no longer kept; `seconds` is of the counting alone. */
export const countEverything = async (sql: Sql): Promise<{ readonly events: number; readonly seconds: number }> => {
  let events = 0;
  let ms = 0;
  for (;;) {
    const startedAt = performance.now();
    const outcome = await countStored(sql, COUNTED_EVENTS_MAX);
    if (outcome.kind !== 'counted') return { events, seconds: ms / 1_000 };
    ms += performance.now() - startedAt;
    events += outcome.events;
    await sweep(sql);
  }
};

const sweep = async (sql: Sql): Promise<void> => {
  while ((await sweepExpired(sql, new Date())) > 0);
};
