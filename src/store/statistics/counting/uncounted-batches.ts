import type { AssessedEvent } from '#domain/assessed-event.ts';
import { plainArray, plainColumn } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import { type CountedEvent, type CountedEventRow, countedEventOf, EVENT_COLUMNS } from './counted-event.ts';

/** Notes, in the transaction that stores them, that events are still to be counted: one short row a batch. */
export const noteUncounted = async (sql: Sql, events: readonly AssessedEvent[], storedAt: Date): Promise<void> => {
  await sql.query(NOTE, [
    storedAt.toISOString(),
    firstAccepted(events).toISOString(),
    plainColumn(events, ({ identified }) => identified.key),
    plainColumn(events, ({ identified }) => identified.event.occurredAt.toISOString()),
  ]);
};

const firstAccepted = (events: readonly AssessedEvent[]): Date =>
  new Date(events.reduce((first, { identified }) => Math.min(first, identified.event.receivedAt.getTime()), Infinity));

/** Notes read at most at a time, however few events they hold. */
const NOTES_MAX = 1_000;

/** Ids of notes, oldest first, that hold about `eventsMax` events, at least one note; and whether more wait. */
export const oldestNotes = async (sql: Sql, eventsMax: number): Promise<{ readonly ids: readonly number[]; readonly hasMore: boolean }> => {
  const notes = await sql.query<{ readonly id: number; readonly events: number }>(OLDEST, [NOTES_MAX]);
  let events = 0;
  const ids: number[] = [];
  for (const note of notes) {
    events += note.events;
    if (ids.length > 0 && events > eventsMax) break;
    ids.push(note.id);
  }
  return { ids, hasMore: ids.length < notes.length || notes.length === NOTES_MAX };
};

/** The events of these notes. */
export const notedEvents = async (sql: Sql, ids: readonly number[]): Promise<readonly CountedEvent[]> =>
  (await sql.query<CountedEventRow>(NOTED, [plainArray(ids)])).map(countedEventOf);

/** Forgets notes whose events were counted. */
export const forgetNotes = async (sql: Sql, ids: readonly number[]): Promise<void> => {
  await sql.query('delete from uncounted_batches where id = any ($1::bigint[])', [plainArray(ids)]);
};

/** Which of these events (keys) are in notes other than `ids`: only those of notes that were stored with one of them are looked through. */
export const notedElsewhere = async (
  sql: Sql,
  events: readonly Pick<CountedEvent, 'key' | 'storedAt'>[],
  ids: readonly number[],
): Promise<ReadonlySet<string>> => {
  const storedAts = new Set(events.map(({ storedAt }) => storedAt));
  const rows = await sql.query<{ readonly key: string }>(ELSEWHERE, [
    plainColumn(events, ({ key }) => key),
    plainArray(ids),
    plainArray([...storedAts].map((storedAt) => new Date(storedAt).toISOString())),
  ]);
  return new Set(rows.map(({ key }) => key.replaceAll('-', '')));
};

/** How many events wait to be counted. */
export const uncountedEvents = async (sql: Sql): Promise<number> => (await sql.query<{ readonly events: number }>(WAITING))[0]?.events ?? 0;

/** When the first of the events that wait to be counted was accepted, and when the first of them was stored; null when none waits. */
export const uncountedSince = async (sql: Sql): Promise<{ readonly acceptedAt: Date; readonly storedAt: Date } | null> => {
  const [row] = await sql.query<{ readonly accepted_at: string | null; readonly stored_at: string | null }>(SINCE);
  return row?.accepted_at == null || row.stored_at === null
    ? null
    : { acceptedAt: new Date(row.accepted_at), storedAt: new Date(row.stored_at) };
};

const NOTE = `insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
  values ($1::timestamptz, $2::timestamptz, $3::uuid[], $4::timestamptz[])`;
const OLDEST = 'select id::float8 as id, cardinality(keys) as events from uncounted_batches order by id limit $1::int';
/** The primary key of each event's own partition finds it, one by one whatever the planner expects of arrays. */
const NOTED = `select found.*
  from (select unnest(keys) as key, unnest(occurred_ats) as occurred_at from uncounted_batches where id = any ($1::bigint[])) as noted
  cross join lateral (select ${EVENT_COLUMNS} from events e where e.occurred_at = noted.occurred_at and e.key = noted.key offset 0) as found`;
const ELSEWHERE = `select noted.key from uncounted_batches b, unnest(b.keys) as noted (key)
  where b.stored_at = any ($3::timestamptz[]) and b.id <> all ($2::bigint[]) and noted.key = any ($1::uuid[])`;
const WAITING = 'select coalesce(sum(cardinality(keys)), 0)::float8 as events from uncounted_batches';
/** Reads no lists of events, which lie apart. */
const SINCE = 'select min(accepted_at) as accepted_at, min(stored_at) as stored_at from uncounted_batches';
