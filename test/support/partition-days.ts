import type { Sql } from '#store/sql.ts';

const DAY_MS = 86_400_000;

/** The days (`2026-01-31`, UTC) for which there is room for events, ascending. */
export const partitionDays = async (sql: Sql): Promise<readonly string[]> => {
  const rows = await sql.query<{ name: string }>(PARTITIONS);
  return rows.map(({ name }) => name.replace(/^events_(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
};

const PARTITIONS = `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'events'::regclass order by 1`;

/** The days around a time, from `back` days before to `ahead` days after it. */
export const daysAround = (time: Date, back: number, ahead: number): readonly string[] =>
  Array.from({ length: back + 1 + ahead }, (_, i) => new Date(time.getTime() + (i - back) * DAY_MS).toISOString().slice(0, 10));
