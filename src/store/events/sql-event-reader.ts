import { plainArray } from '#store/array-literal.ts';
import { type Conditions, createConditions } from '#store/conditions.ts';
import type { EventCriteria, EventOrder, EventPageRequest, EventPosition, EventReader } from './event-reader.ts';
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
    const text = `select * from events ${where} order by ${orderBy(request)} limit ${request.limit + 1}`;
    const rows = await sql.query<EventRow>(text, values);
    const events = rows.slice(0, request.limit).map(eventOf);
    return { events: request.from === 'first' ? events : events.toReversed(), hasMore: rows.length > request.limit };
  },
  count: async (criteria, limit) => {
    const conditions = createConditions();
    addCriteria(conditions, criteria);
    const { where, values } = conditions.done();
    const text = `select count(*)::int as count from (select from events ${where} limit ${limit + 1}) as counted`;
    return (await sql.query<{ count: number }>(text, values))[0]?.count ?? 0;
  },
});

/** event_keys_pkey leads to the partition, its primary key to the row. */
const PLACES = 'select key, occurred_at from event_keys where key = any($1::uuid[])';
const BY_PLACE = `select e.* from unnest($1::uuid[], $2::timestamptz[]) as place (key, occurred_at)
  join events e on e.occurred_at = place.occurred_at and e.key = place.key`;
const plainTimes = (places: readonly { readonly occurred_at: string }[]) => plainArray(places.map(({ occurred_at }) => `"${occurred_at}"`));

const pageConditions = ({ criteria, order, after, before }: EventPageRequest) => {
  const conditions = createConditions();
  addCriteria(conditions, criteria);
  if (after) addPosition(conditions, order, { position: after, side: 'after' });
  if (before) addPosition(conditions, order, { position: before, side: 'before' });
  return conditions.done();
};

/** Found by viewer, device or content and time where these are given, else by the primary key's time. */
const addCriteria = (conditions: Conditions, criteria: EventCriteria): void => {
  conditions.compare('occurred_at >=', criteria.occurredFrom?.toISOString(), 'timestamptz');
  conditions.compare('occurred_at <', criteria.occurredTo?.toISOString(), 'timestamptz');
  conditions.oneOf('viewer_id', criteria.viewerIds, 'uuid');
  conditions.oneOf('device_id', criteria.deviceIds, 'uuid');
  conditions.oneOf('content_id', criteria.contentIds, 'text');
  conditions.oneOf('session_id', criteria.sessionIds, 'text');
  conditions.oneOf('event_type', criteria.eventTypes, 'text');
  conditions.oneOf('source', criteria.sources, 'text');
  conditions.oneOf('region', criteria.regions, 'text');
  conditions.oneOf('error_code', criteria.errorCodes, 'text');
  conditions.oneOf('level', criteria.levels, 'text');
};

type Bound = { readonly position: EventPosition; readonly side: 'after' | 'before' };

/** Row comparison over the whole order; the time is also repeated alone, since only that prunes partitions. */
const addPosition = (conditions: Conditions, { field, direction }: EventOrder, { position, side }: Bound): void => {
  const operator = (direction === 'ASC') === (side === 'after') ? '>' : '<';
  const time = position.occurredAt.toISOString();
  if (field === 'SCORE') {
    const place = [position.score, time, position.key];
    conditions.add(
      place,
      ([score, at, key]) => `(score, occurred_at, key) ${operator} (${score}::smallint, ${at}::timestamptz, ${key}::uuid)`,
    );
    return;
  }
  conditions.compare(`occurred_at ${operator}=`, time, 'timestamptz');
  conditions.add([time, position.key], ([at, key]) => `(occurred_at, key) ${operator} (${at}::timestamptz, ${key}::uuid)`);
};

const orderBy = ({ order, from }: EventPageRequest): string => {
  const direction = (order.direction === 'ASC') === (from === 'first') ? 'asc' : 'desc';
  const columns = order.field === 'SCORE' ? ['score', 'occurred_at', 'key'] : ['occurred_at', 'key'];
  return columns.map((column) => `${column} ${direction}`).join(', ');
};
