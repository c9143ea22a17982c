import type { ApiContext } from '#api/context.ts';
import { type PageArgs, readPage } from '#api/common/page-args.ts';
import { emptyPage, type Page, pageOf } from '#api/common/page.ts';
import type { EventFilterValue } from '#api/events/event-filter.ts';
import { positionFor, refuseHiddenConditions } from '#api/events/hidden-conditions.ts';
import { EVERYTHING, NOTHING } from '#domain/conditions/condition.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventOwner } from './owned-event-loaders.ts';

type OwnedEventsArgs = PageArgs & { readonly filter?: EventFilterValue | null | undefined };

/** A page of the events of one viewer, device or title, the newest first, of any age unless the filter names a range. */
export const readOwnedEvents = async (
  { loaders, principal }: ApiContext,
  owner: EventOwner,
  args: OwnedEventsArgs,
): Promise<Page<StoredEvent>> => {
  refuseHiddenConditions(principal, args);
  const request = readPage(args, eventCursor, 'first');
  const condition = args.filter ? await loaders.ownedEvents.condition(args.filter) : EVERYTHING;
  if (condition === NOTHING) return emptyPage(request);
  const { events, hasMore } = await loaders.ownedEvents.page({ owner, condition, direction: 'DESC', ...request });
  const count = (limit: number) => loaders.ownedEvents.count({ owner, condition, limit });
  return pageOf({ items: events, hasMore, request, codec: eventCursor, positionOf: positionFor(principal), count });
};
