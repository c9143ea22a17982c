import type { StoredEvent } from '#domain/stored-event.ts';
import type { FunnelPages } from '#store/funnels/funnel-pages.ts';

/** Pages over stored events in an array, of one viewer each; events of other types are as good as there only for STRICT. */
export const arrayFunnelPages = (events: readonly StoredEvent[]): FunnelPages =>
  async function* readFunnelPages({ funnel, range }) {
    const wanted = events
      .filter(({ occurredAt }) => occurredAt >= range.from && occurredAt < range.to)
      .filter(({ eventType }) => funnel.order === 'STRICT' || funnel.steps.some((step) => step.eventType === eventType))
      .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.key < b.key ? -1 : 1));
    const viewerIds = [...new Set(wanted.flatMap(({ viewerId }) => viewerId ?? []))].toSorted();
    for (const viewerId of viewerIds)
      yield wanted
        .filter((event) => event.viewerId === viewerId)
        .map(({ occurredAt, eventType, contentId }) => ({ viewerId, at: occurredAt.getTime(), eventType, contentId }));
  };
