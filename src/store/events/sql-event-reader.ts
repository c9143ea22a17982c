import { plainArray } from '#store/array-literal.ts';
import { compileCondition } from '#store/conditions/compile-condition.ts';
import { createParameters, type Parameters } from '#store/conditions/parameters.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import type { EventOrder, EventPageRequest, EventPosition, EventReader } from './event-reader.ts';
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
    const { where, values } = pageConditions(request);
    const text = `select * from events where ${where} order by ${orderBy(request)} limit ${request.limit + 1}`;
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

/** Found by viewer, device, title, sitting, error or finding and time where these are asked for, else by the primary key's time. */
const pageConditions = ({ condition, order, after, before }: EventPageRequest) => {
  const parameters = createParameters();
  const parts = [
    compileCondition(condition, { columns: EVENT_COLUMNS, parameters }),
    ...(after ? [beside(order, { position: after, side: 'after' }, parameters)] : []),
    ...(before ? [beside(order, { position: before, side: 'before' }, parameters)] : []),
  ];
  return { where: parts.join(' and '), values: parameters.values };
};

type Edge = { readonly position: EventPosition; readonly side: 'after' | 'before' };

/** Row comparison over the whole order; the time is also repeated alone, since only that prunes partitions. */
const beside = ({ field, direction }: EventOrder, { position, side }: Edge, parameters: Parameters): string => {
  const operator = (direction === 'ASC') === (side === 'after') ? '>' : '<';
  const time = parameters.add(position.occurredAt.toISOString(), 'timestamptz');
  const key = parameters.add(position.key, 'uuid');
  if (field === 'SCORE') return `(score, occurred_at, key) ${operator} (${parameters.add(position.score, 'smallint')}, ${time}, ${key})`;
  return `occurred_at ${operator}= ${time} and (occurred_at, key) ${operator} (${time}, ${key})`;
};

const orderBy = ({ order, from }: EventPageRequest): string => {
  const direction = (order.direction === 'ASC') === (from === 'first') ? 'asc' : 'desc';
  const columns = order.field === 'SCORE' ? ['score', 'occurred_at', 'key'] : ['occurred_at', 'key'];
  return columns.map((column) => `${column} ${direction}`).join(', ');
};
