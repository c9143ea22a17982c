import { plainArray, textArray } from '#store/array-literal.ts';
import { compileCondition } from '#store/conditions/compile-condition.ts';
import { createParameters } from '#store/conditions/parameters.ts';
import type { Sql } from '#store/sql.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { eventPageStatement } from './event-page-statement.ts';
import { type EventRow, eventOf } from './event-row.ts';
import type { EventPage, OwnedEventReader, OwnedPageRequest, OwnerField, Owners } from './owned-event-reader.ts';

/** Lists of events of owners: each list is found by its owner and time, and read no further than it goes. */
export const createSqlOwnedEventReader = (sql: Sql): OwnedEventReader => ({
  pages: async (owners, request) => {
    const { text, values } = pagesStatement(owners, request);
    const found = Map.groupBy(await sql.query<EventRow & Owned>(text, values), ({ owner }) => owner);
    return owners.ids.map((id) => pageOf(found.get(id) ?? [], request));
  },
  counts: async ({ field, ids }, condition, limit) => {
    const parameters = createParameters();
    const asked = parameters.add(idArray({ field, ids }), OWNERS[field].list);
    const where = compileCondition(condition, { columns: EVENT_COLUMNS, parameters });
    const text = `select asked.id as owner, counted.count from unnest(${asked}) as asked (id) cross join lateral (
      select count(*)::int as count from (
        select from events where ${OWNERS[field].column} = asked.id and ${where} order by occurred_at desc limit ${limit + 1}) as met) as counted`;
    const found = new Map((await sql.query<Owned & { count: number }>(text, parameters.values)).map(({ owner, count }) => [owner, count]));
    return ids.map((id) => found.get(id) ?? 0);
  },
});

type Owned = { readonly owner: string };

/** What finds the events of an owner: events_viewer_index, events_device_index or events_content_index. */
const OWNERS = {
  viewer: { column: 'viewer_id', list: 'uuid[]' },
  device: { column: 'device_id', list: 'uuid[]' },
  content: { column: 'content_id', list: 'text[]' },
} as const satisfies Readonly<Record<OwnerField, object>>;

const idArray = ({ field, ids }: Owners): string => (field === 'content' ? textArray(ids) : plainArray(ids));

const pagesStatement = (owners: Owners, { direction, ...request }: OwnedPageRequest) => {
  const { column, list } = OWNERS[owners.field];
  const order = { field: 'OCCURRED_AT', direction } as const;
  const { text, values } = eventPageStatement({ ...request, order }, `${column} = asked.id`);
  const asked = `unnest($${values.length + 1}::${list})`;
  const word = (direction === 'ASC') === (request.from === 'first') ? 'asc' : 'desc';
  return {
    text: `select asked.id as owner, page.* from ${asked} as asked (id) cross join lateral (${text}) as page
      order by page.occurred_at ${word}, page.key ${word}`,
    values: [...values, idArray(owners)],
  };
};

/** A row more than the page tells that more follows. */
const pageOf = (rows: readonly EventRow[], { from, limit }: OwnedPageRequest): EventPage => {
  const events = rows.map(eventOf).slice(0, limit);
  return { events: from === 'first' ? events : events.toReversed(), hasMore: rows.length > limit };
};
