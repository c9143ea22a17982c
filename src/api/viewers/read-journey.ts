import type { ApiContext } from '#api/context.ts';
import { readPage } from '#api/common/page-args.ts';
import { type Page, pageOf } from '#api/common/page.ts';
import { rangeOrDefault } from '#api/common/time-range.ts';
import { positionFor } from '#api/events/hidden-conditions.ts';
import type { Loaders } from '#api/loaders.ts';
import type { EventOwner } from '#api/owned-events/owned-event-loaders.ts';
import { EVERYTHING, range } from '#domain/conditions/condition.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventPosition } from '#store/events/event-reader.ts';

/** One step of a journey. */
export type JourneyStep = {
  readonly event: StoredEvent;
  /** Null for the first step of the journey. */
  readonly sincePreviousMs: number | null;
};

type JourneyArgs = {
  readonly range?: { readonly from: string; readonly to: string } | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

/** A page of what a viewer did, in the order of time. A later page costs one read more: the step before it. */
export const readJourney = async (
  { loaders, startedAt, principal }: ApiContext,
  viewerId: string,
  args: JourneyArgs,
): Promise<Page<JourneyStep>> => {
  const positionOf = positionFor(principal);
  const { from, to } = rangeOrDefault(args.range, startedAt);
  const request = readPage({ first: args.first, after: args.after }, eventCursor, 'first');
  const owner = { field: 'viewer', id: viewerId } as const;
  const condition = range<EventField>('occurredAt', from, to);
  const { events, hasMore } = await loaders.ownedEvents.page({ owner, condition, direction: 'ASC', ...request });
  const before = request.after === undefined || events[0] === undefined ? null : await stepBefore(loaders, owner, positionOf(events[0]));
  return pageOf({
    items: stepsOf(events, before),
    hasMore,
    request,
    codec: eventCursor,
    positionOf: ({ event }) => positionOf(event),
    count: (limit) => loaders.ownedEvents.count({ owner, condition, limit }),
  });
};

/** What a later page follows on. The cursor does not tell: it may be of another list, and what it names may be gone. */
const stepBefore = async ({ ownedEvents }: Loaders, owner: EventOwner, before: EventPosition): Promise<StoredEvent | null> => {
  const { events } = await ownedEvents.page({ owner, condition: EVERYTHING, direction: 'ASC', before, limit: 1, from: 'last' });
  return events[0] ?? null;
};

const stepsOf = (events: readonly StoredEvent[], before: StoredEvent | null): readonly JourneyStep[] =>
  events.map((event, i) => {
    const previous = events[i - 1] ?? before;
    return { event, sincePreviousMs: previous === null ? null : event.occurredAt.getTime() - previous.occurredAt.getTime() };
  });
