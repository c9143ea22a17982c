import type { ApiContext } from '#api/context.ts';
import { matchesNothing } from '#api/common/matches-nothing.ts';
import { type PageArgs, readPage } from '#api/common/page-args.ts';
import { emptyPage, type Page, pageOf } from '#api/common/page.ts';
import { DEFAULT_RANGE_MS } from '#api/common/time-range.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventCriteria, EventOrder, EventPosition } from '#store/events/event-reader.ts';
import { type EventFilter, readEventFilter } from './event-filter.ts';
import { NEWEST_FIRST } from './event-order.ts';

type EventsArgs = PageArgs & {
  readonly filter?: typeof EventFilter.$inferInput | null | undefined;
  readonly orderBy?: EventOrder | null | undefined;
};

/** A page of events; without range or cursor, of the last 24 hours. */
export const readEvents = async ({ ports }: ApiContext, args: EventsArgs): Promise<Page<StoredEvent>> => {
  const request = readPage(args, eventCursor, 'first');
  const filter = args.filter ? await readEventFilter(ports, args.filter) : {};
  const hasCursor = request.after !== undefined || request.before !== undefined;
  const criteria = { ...(hasCursor ? {} : lastDay(ports.now())), ...filter };
  if (matchesNothing(criteria)) return emptyPage(request);
  const { events, hasMore } = await ports.events.page({ criteria, order: args.orderBy ?? NEWEST_FIRST, ...request });
  const count = (limit: number) => ports.events.count(criteria, limit);
  return pageOf({ items: events, hasMore, request, codec: eventCursor, positionOf, count });
};

const lastDay = (now: Date): EventCriteria => ({ occurredFrom: new Date(now.getTime() - DEFAULT_RANGE_MS) });

const positionOf = ({ assessment, occurredAt, key }: StoredEvent): EventPosition => ({ score: assessment.score, occurredAt, key });
