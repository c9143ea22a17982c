import { compileCondition } from '#store/conditions/compile-condition.ts';
import { createParameters, type Parameters } from '#store/conditions/parameters.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import type { EventOrder, EventPageRequest, EventPosition } from './event-reader.ts';

/** A statement and its values. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/**
 * The statement of a page and of one more row, which tells whether more follows. Rows are found by viewer, device, title,
 * sitting, error, finding, type, region or source where few have what is asked for, else by the primary key's time.
 * `within` is a condition of ours on top, in SQL.
 */
export const eventPageStatement = (request: EventPageRequest, within = 'true'): Statement => {
  const parameters = createParameters();
  const where = `${within} and ${compileCondition(request.condition, { columns: EVENT_COLUMNS, parameters })}`;
  const parts = request.order.field === 'SCORE' ? scoreParts(request, parameters) : [timePart(request, parameters)];
  const selects = (parts.length === 0 ? [NOWHERE] : parts).map((part) => selectOf(part, where, request.limit + 1));
  return { text: selects.length === 1 ? selects.join('') : unionOf(selects, request), values: parameters.values };
};

/** A stretch of the list: what more is asked of its rows, and their order. */
type Part = { readonly conditions: readonly string[]; readonly orderBy: string };

/** Between edges that leave no place. */
const NOWHERE: Part = { conditions: ['false'], orderBy: 'occurred_at' };

const selectOf = ({ conditions, orderBy }: Part, where: string, limit: number): string =>
  `select * from events where ${[where, ...conditions].join(' and ')} order by ${orderBy} limit ${limit}`;

const unionOf = (selects: readonly string[], { order, from, limit }: EventPageRequest): string =>
  `select * from (${selects.map((select) => `(${select})`).join(' union all ')}) as parts
    order by ${ordered(['score', 'occurred_at', 'key'], order, from)} limit ${limit + 1}`;

const timePart = ({ order, from, ...edges }: EventPageRequest, parameters: Parameters): Part => ({
  conditions: edgesOf({ order, ...edges }).flatMap((edge) => besideTime(edge, parameters)),
  orderBy: ordered(['occurred_at', 'key'], order, from),
});

/**
 * Most events have no score: those that have come by events_score_index, and of the others only the stretch that can be on the
 * page, by time. A part that lies wholly beyond an edge is left out.
 */
const scoreParts = ({ order, from, ...request }: EventPageRequest, parameters: Parameters): readonly Part[] => {
  const edges = edgesOf({ order, ...request });
  const unscored = edges.filter(({ position }) => position.score === 0);
  const scored = edges.filter(({ position }) => position.score > 0);
  const hasScored = unscored.every(({ operator }) => operator === '>');
  const hasUnscored = scored.every(({ operator }) => operator === '<');
  const byScore = (): Part => ({
    conditions: ['score > 0', ...scored.map((edge) => besideScore(edge, parameters))],
    orderBy: ordered(['score', 'occurred_at', 'key'], order, from),
  });
  const byTime = (): Part => ({
    conditions: ['score = 0', ...unscored.flatMap((edge) => besideTime(edge, parameters))],
    orderBy: ordered(['occurred_at', 'key'], order, from),
  });
  return [...(hasScored ? [byScore()] : []), ...(hasUnscored ? [byTime()] : [])];
};

/** A position that rows must lie above or below. */
type Edge = { readonly position: EventPosition; readonly operator: '>' | '<' };

const edgesOf = ({ order, after, before }: Pick<EventPageRequest, 'order' | 'after' | 'before'>): readonly Edge[] => {
  const isAscending = order.direction === 'ASC';
  return [
    ...(after ? [{ position: after, operator: isAscending ? '>' : '<' } as const] : []),
    ...(before ? [{ position: before, operator: isAscending ? '<' : '>' } as const] : []),
  ];
};

/** Row comparison; the time is also compared alone, since only that prunes partitions. */
const besideTime = ({ position, operator }: Edge, parameters: Parameters): readonly string[] => {
  const time = parameters.add(position.occurredAt.toISOString(), 'timestamptz');
  const key = parameters.add(position.key, 'uuid');
  return [`occurred_at ${operator}= ${time}`, `(occurred_at, key) ${operator} (${time}, ${key})`];
};

const besideScore = ({ position, operator }: Edge, parameters: Parameters): string => {
  const place = [
    parameters.add(position.score, 'smallint'),
    parameters.add(position.occurredAt.toISOString(), 'timestamptz'),
    parameters.add(position.key, 'uuid'),
  ];
  return `(score, occurred_at, key) ${operator} (${place.join(', ')})`;
};

const ordered = (columns: readonly string[], { direction }: EventOrder, from: EventPageRequest['from']): string => {
  const word = (direction === 'ASC') === (from === 'first') ? 'asc' : 'desc';
  return columns.map((column) => `${column} ${word}`).join(', ');
};
