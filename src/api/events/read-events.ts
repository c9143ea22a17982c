import type { ApiContext } from '#api/context.ts';
import { type PageArgs, readPage } from '#api/common/page-args.ts';
import { emptyPage, type Page, pageOf } from '#api/common/page.ts';
import { DEFAULT_RANGE_MS } from '#api/common/time-range.ts';
import { all, EVERYTHING, NOTHING, range } from '#domain/conditions/condition.ts';
import type { EventCondition, EventField } from '#domain/conditions/event-condition.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventOrder } from '#store/events/event-reader.ts';
import type { EventFilterValue } from './event-filter.ts';
import { NEWEST_FIRST } from './event-order.ts';
import { positionFor, refuseHiddenConditions } from './hidden-conditions.ts';
import { readEventFilter } from './read-event-filter.ts';

type EventsArgs = PageArgs & {
  readonly filter?: EventFilterValue | null | undefined;
  readonly orderBy?: EventOrder | null | undefined;
};

/** A page of events; without range or cursor, of the last 24 hours. */
export const readEvents = async ({ ports, principal }: ApiContext, args: EventsArgs): Promise<Page<StoredEvent>> => {
  refuseHiddenConditions(principal, args);
  const request = readPage(args, eventCursor, 'first');
  const { condition: asked, namesRange } = args.filter ? await readEventFilter(ports, args.filter) : NO_FILTER;
  const hasCursor = request.after !== undefined || request.before !== undefined;
  const condition = all<EventField>([hasCursor || namesRange ? EVERYTHING : lastDay(ports.now()), asked]);
  if (condition === NOTHING) return emptyPage(request);
  const { events, hasMore } = await ports.events.page({ condition, order: args.orderBy ?? NEWEST_FIRST, ...request });
  const count = (limit: number) => ports.events.count(condition, limit);
  return pageOf({ items: events, hasMore, request, codec: eventCursor, positionOf: positionFor(principal), count });
};

const NO_FILTER = { condition: EVERYTHING, namesRange: false } as const;

const lastDay = (now: Date): EventCondition => range('occurredAt', new Date(now.getTime() - DEFAULT_RANGE_MS), null);
