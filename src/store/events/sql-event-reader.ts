import { plainArray } from '#store/array-literal.ts';
import { compileCondition } from '#store/conditions/compile-condition.ts';
import { createParameters } from '#store/conditions/parameters.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { eventPageStatement } from './event-page-statement.ts';
import type { EventReader } from './event-reader.ts';
import { type EventRow, eventOf } from './event-row.ts';
import type { Sql } from '#store/sql.ts';

/** Events read from the database. */
export const createSqlEventReader = (sql: Sql): EventReader => ({
  byKeys: async (keys) => {
    const places = await sql.query<{ key: string; occurred_at: string }>(PLACES, [plainArray(keys)]);
    if (places.length === 0) return keys.map(() => null);
    const rows = await sql.query<EventRow>(BY_PLACE, [plainArray(places.map(({ key }) => key)), plainTimes(places)]);
    const found = new Map(rows.map(eventOf).map((event) => [event.key, event]));
    return keys.map((key) => found.get(key) ?? null);
  },
  page: async (request) => {
    const { text, values } = eventPageStatement(request);
    const rows = await sql.query<EventRow>(text, values);
    const events = rows.slice(0, request.limit).map(eventOf);
    return { events: request.from === 'first' ? events : events.toReversed(), hasMore: rows.length > request.limit };
  },
  count: async (condition, limit) => {
    const parameters = createParameters();
    const where = compileCondition(condition, { columns: EVENT_COLUMNS, parameters });
    // Walked in the order of pages: a planner that hopes for early matches would read whole partitions instead.
    const counted = `select from events where ${where} order by occurred_at desc, key desc limit ${limit + 1}`;
    const text = `select count(*)::int as count from (${counted}) as counted`;
    return (await sql.query<{ count: number }>(text, parameters.values))[0]?.count ?? 0;
  },
});

/** event_keys_pkey leads to the partition, its primary key to the row. */
const PLACES = 'select key, occurred_at from event_keys where key = any($1::uuid[])';
const BY_PLACE = `select e.* from unnest($1::uuid[], $2::timestamptz[]) as place (key, occurred_at)
  join events e on e.occurred_at = place.occurred_at and e.key = place.key`;
const plainTimes = (places: readonly { readonly occurred_at: string }[]) => plainArray(places.map(({ occurred_at }) => `"${occurred_at}"`));
