import type { ApiPorts } from '#api/context.ts';
import { type ForwardPage, readForwardPage } from '#api/common/forward-page.ts';
import { groupCursor } from '#domain/cursor.ts';
import { PLAYBACK_EVENT_TYPES } from '#domain/playback-event.ts';
import type {
  CountedGroup,
  GroupOrder,
  GroupPosition,
  Groups,
  Selection,
  StatisticsDimension,
} from '#store/statistics/statistics-reader.ts';
import { MOST_EVENTS_FIRST } from './breakdown-order.ts';

type BreakdownArgs = {
  readonly by: StatisticsDimension;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly orderBy?: GroupOrder | null | undefined;
};

/** A page of a breakdown; a cursor of another dimension or order is BAD_USER_INPUT. */
export const readBreakdown = (ports: ApiPorts, selection: Selection, args: BreakdownArgs): Promise<ForwardPage<CountedGroup>> => {
  const { by } = args;
  const order = args.orderBy ?? MOST_EVENTS_FIRST;
  const codec = groupCursor(`${by}:${order.field}:${order.direction}`, by === 'SOURCE_AND_EVENT_TYPE' ? 2 : 1);
  return readForwardPage(args, { codec, positionOf, read: (page) => ports.statistics.breakdown(selection, { by, order, ...page }) });
};

const positionOf = ({ position }: Groups['rows'][number]): GroupPosition => position;

type TypeCount = { readonly eventType: string; readonly count: number; readonly share: number };

/** Events by type, the most frequent first. */
export const readEventsByType = async (ports: ApiPorts, selection: Selection): Promise<readonly TypeCount[]> => {
  const page = { by: 'EVENT_TYPE', order: MOST_EVENTS_FIRST, after: null, limit: PLAYBACK_EVENT_TYPES.length } as const;
  const { rows } = await ports.statistics.breakdown(selection, page);
  const total = rows.reduce((sum, { figures }) => sum + figures.events, 0);
  return rows.map(({ keys, figures: { events } }) => ({
    eventType: keys.join(' '),
    count: events,
    share: total === 0 ? 0 : events / total,
  }));
};
