import type { Sql } from '#store/sql.ts';

export const DAY_MS = 86_400_000;
/** Events may be EVENT_AGE_MAX (30 days) old when accepted, and wait in the stream. */
export const PARTITION_DAYS_BACK = 31;
export const PARTITION_DAYS_AHEAD = 2;
/** Any number, the same in every process: only one makes partitions at a time. */
const PARTITION_LOCK = 7_201_001;

/** Makes the day partitions of `events` around `now` that are missing, `daysBack` and PARTITION_DAYS_AHEAD; answers how many. */
export const ensurePartitions = async (sql: Sql, now: Date, daysBack = PARTITION_DAYS_BACK): Promise<number> => {
  const wanted = daysBetween(dayOf(now) - daysBack * DAY_MS, dayOf(now) + PARTITION_DAYS_AHEAD * DAY_MS);
  return (await makePartitions(sql, wanted)).made;
};

/** Makes the partitions of these days (midnights in UTC, epoch milliseconds) where they are missing; answers all days there are and how many are new. */
export const makePartitions = (sql: Sql, days: readonly number[]): Promise<{ readonly days: ReadonlySet<number>; readonly made: number }> =>
  sql.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
    const existing = new Set((await transaction.query<{ name: string }>(EXISTING)).map(({ name }) => name));
    const missing = days.filter((day) => !existing.has(partitionName(day)));
    for (const day of missing) await createPartition(transaction, day);
    return { days: new Set([...[...existing].map(dayNamed), ...missing]), made: missing.length };
  });

/** The midnight (UTC) before a time, in epoch milliseconds. */
export const dayOf = (time: Date): number => Math.floor(time.getTime() / DAY_MS) * DAY_MS;

const EXISTING = `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass`;

const daysBetween = (first: number, last: number): readonly number[] =>
  Array.from({ length: (last - first) / DAY_MS + 1 }, (_, i) => first + i * DAY_MS);

const partitionName = (day: number): string => `events_${isoDay(day).replaceAll('-', '')}`;
const dayNamed = (name: string): number => Date.parse(name.replace(/^events_(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
const isoDay = (day: number): string => new Date(day).toISOString().slice(0, 10);

/** Made apart and then attached, which does not stop writers of other partitions. */
const createPartition = async (sql: Sql, day: number): Promise<void> => {
  const name = partitionName(day);
  await sql.query(`create table ${name} (like events including all)`);
  await sql.query(`alter table events attach partition ${name} for values from ('${isoDay(day)}') to ('${isoDay(day + DAY_MS)}')`);
};
