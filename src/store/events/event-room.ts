import type { Sql } from '#store/sql.ts';
import { DAY_MS, dayOf, makePartitions, PARTITION_DAYS_AHEAD, PARTITION_DAYS_BACK } from './partitions.ts';

/** The day partitions a writer needs, made when it needs them: nobody may have made them while every process slept. */
export type EventRoom = {
  /** Makes the missing partitions of these events; costs a statement only for days not seen before. */
  make(events: readonly { readonly occurredAt: Date }[], now: Date): Promise<void>;
  /** Runs a write; when it meets a missing partition, the next `make` looks again which there are. */
  watch<T>(write: () => Promise<T>): Promise<T>;
};

/** How long an accepted event may have waited in the stream and still get room. */
const WAIT_DAYS_MAX = 31;

/** Remembers the partitions there are. Events of days no accepted event can be of get none, so that no time can make partitions without end. */
export const createEventRoom = (sql: Sql): EventRoom => {
  let known: ReadonlySet<number> = new Set();
  return {
    make: async (events, now) => {
      const unknown = new Set<number>();
      for (const { occurredAt } of events) {
        const day = dayOf(occurredAt);
        if (!known.has(day) && isAcceptable(day, now)) unknown.add(day);
      }
      if (unknown.size > 0) known = (await makePartitions(sql, [...unknown])).days;
    },
    watch: async (write) => {
      try {
        return await write();
      } catch (error) {
        if (isMissingPartition(error)) known = new Set();
        throw error;
      }
    },
  };
};

/** At most 65 days, which bounds what is made at once. */
const isAcceptable = (day: number, now: Date): boolean => {
  const today = dayOf(now);
  return day >= today - (PARTITION_DAYS_BACK + WAIT_DAYS_MAX) * DAY_MS && day <= today + PARTITION_DAYS_AHEAD * DAY_MS;
};

/** PostgreSQL reports it as a check violation (23514) that names no constraint. */
const isMissingPartition = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23514' && (!('constraint' in error) || error.constraint === undefined);
