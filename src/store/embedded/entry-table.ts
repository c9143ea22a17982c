import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';

type NewEntry = { readonly shard: number; readonly payload: string; readonly eventCount: number };
type Claim = { readonly reader: string; readonly eventLimit: number; readonly idleMs: number };

/** Rows of one INSERT: three values each. */
const ROWS_PER_STATEMENT_MAX = 1_000;
/** Entries looked at by one claim. */
const ENTRIES_PER_CLAIM_MAX = 1_000;

/** The queue of the embedded stream, in `stream_entries`: the oldest first, claimed with SKIP LOCKED. Matches the stream's `EntryTable`. */
export const createEntryTable = (sql: Sql) => ({
  async append(entries: readonly NewEntry[]): Promise<void> {
    if (entries.length <= ROWS_PER_STATEMENT_MAX) return insert(sql, entries);
    await sql.transaction(async (transaction) => {
      for (let from = 0; from < entries.length; from += ROWS_PER_STATEMENT_MAX)
        await insert(transaction, entries.slice(from, from + ROWS_PER_STATEMENT_MAX));
    });
  },

  /** By primary key from the low end: entries are deleted as they are done, so the oldest are the first. */
  claim: ({ reader, eventLimit, idleMs }: Claim) =>
    sql.query<{ entryId: string; shard: number; payload: string; eventCount: number }>(CLAIM, [
      reader,
      eventLimit,
      idleMs,
      Math.min(eventLimit, ENTRIES_PER_CLAIM_MAX),
    ]),

  async remove(entryIds: readonly string[]): Promise<number> {
    const [row] = await sql.query<{ events: number }>(REMOVE, [plainArray(entryIds.filter((id) => ENTRY_ID.test(id)))]);
    return row?.events ?? 0;
  },

  async status() {
    const consumers = await sql.query<{ name: string; pendingEntries: number; idleMs: number }>(CONSUMERS);
    const [row] = await sql.query<{ entries: number; waitingEvents: number; pendingEntries: number; lagMs: number }>(STATUS);
    return { ...(row ?? EMPTY), consumers };
  },

  async releaseAll(): Promise<void> {
    await sql.query('update stream_entries set reader = null, read_at = null where reader is not null');
  },

  async vacuum(): Promise<void> {
    await sql.query('vacuum stream_entries');
  },
});

const EMPTY = { entries: 0, waitingEvents: 0, pendingEntries: 0, lagMs: 0 };

const ENTRY_ID = /^\d{1,18}$/;

const insert = async (sql: Sql, entries: readonly NewEntry[]): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map((_, i) => `($${3 * i + 1}::int, $${3 * i + 2}::text, $${3 * i + 3}::int)`);
  const values = entries.flatMap(({ shard, payload, eventCount }) => [shard, payload, eventCount]);
  await sql.query(`insert into stream_entries (shard, payload, event_count) values ${rows.join(', ')}`, values);
};

const CLAIM = `
with candidates as (
  select entry_id, event_count
  from stream_entries
  where read_at is null or read_at <= clock_timestamp() - $3::float8 * interval '1 millisecond'
  order by entry_id
  limit $4::int
  for update skip locked
), counted as (
  select entry_id, sum(event_count) over (order by entry_id) - event_count as events_before from candidates
), claimed as (
  update stream_entries entry
  set reader = $1::text, read_at = clock_timestamp()
  from counted
  where entry.entry_id = counted.entry_id and counted.events_before < $2::int
  returning entry.entry_id, entry.shard, entry.payload, entry.event_count
)
select entry_id::text as "entryId", shard, payload, event_count as "eventCount" from claimed order by claimed.entry_id`;

const REMOVE = `
with removed as (delete from stream_entries where entry_id = any($1::bigint[]) returning event_count)
select coalesce(sum(event_count), 0)::int as events from removed`;

const STATUS = `
select count(*)::int as entries,
  coalesce(sum(event_count), 0)::int as "waitingEvents",
  count(reader)::int as "pendingEntries",
  greatest(0, coalesce(extract(epoch from clock_timestamp() - min(appended_at)) * 1000, 0))::float8 as "lagMs"
from stream_entries`;

const CONSUMERS = `
select reader as name, count(*)::int as "pendingEntries",
  greatest(0, extract(epoch from clock_timestamp() - max(read_at)) * 1000)::float8 as "idleMs"
from stream_entries where reader is not null group by reader order by reader`;
