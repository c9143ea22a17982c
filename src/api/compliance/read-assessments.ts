import type { ApiContext } from '#api/context.ts';
import { type PageArgs, readPage } from '#api/common/page-args.ts';
import { emptyPage, type Page, pageOf } from '#api/common/page.ts';
import { among } from '#api/common/filter-conditions.ts';
import { NEWEST_FIRST } from '#api/events/event-order.ts';
import { positionFor } from '#api/events/hidden-conditions.ts';
import { type AlertFilterValue, atLeast, readAssessmentFilter } from '#api/risk/alert-filter.ts';
import { all, EVERYTHING, NOTHING, range } from '#domain/conditions/condition.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { RiskLevel } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

/** Which events a compliance answer is about; absent regions are all. */
type Selection = { readonly range: Range; readonly regions?: readonly string[] | undefined };

type AssessmentsArgs = PageArgs & { readonly minLevel: RiskLevel; readonly filter?: AlertFilterValue | null | undefined };

/** A page of the assessed events of a selection, the newest first. */
export const readAssessments = async (
  { ports, principal }: ApiContext,
  { range: span, regions }: Selection,
  args: AssessmentsArgs,
): Promise<Page<StoredEvent>> => {
  const request = readPage(args, eventCursor, 'first');
  const condition = all<EventField>([
    range('occurredAt', span.from, span.to),
    among('region', regions),
    atLeast(args.minLevel),
    args.filter ? await readAssessmentFilter(ports, args.filter) : EVERYTHING,
  ]);
  if (condition === NOTHING) return emptyPage(request);
  const { events, hasMore } = await ports.events.page({ condition, order: NEWEST_FIRST, ...request });
  const count = (limit: number) => ports.events.count(condition, limit);
  return pageOf({ items: events, hasMore, request, codec: eventCursor, positionOf: positionFor(principal), count });
};
