import { builder } from '#api/builder.ts';
import { pageArgs } from '#api/common/page-args.ts';
import { EventFilter } from '#api/events/event-filter.ts';

/** The arguments of the events of one viewer, device or title. */
export const ownedEventsArgs = builder.args((t) => ({
  ...pageArgs,
  filter: t.field({ type: EventFilter, description: 'Only events that meet all of these conditions too; without a range, of any age.' }),
}));
