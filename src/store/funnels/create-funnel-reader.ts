import { setImmediate as nextTurn } from 'node:timers/promises';
import { createFunnelTally } from '#domain/funnels/funnel-tally.ts';
import { type FunnelPages, PageTimeout } from './funnel-pages.ts';
import type { FunnelOutcome, FunnelReader, FunnelRequest } from './funnel-reader.ts';

/** When to ask again while others count: about what one funnel of many events takes. */
const RETRY_AFTER_MS = 5_000;

/** A reader that counts page by page, `togetherMax` funnels at a time and `eventsMax` events for each. */
export const createFunnelReader = (needs: {
  readonly pages: FunnelPages;
  readonly eventsMax: number;
  readonly togetherMax: number;
}): FunnelReader => {
  let counting = 0;
  return {
    async read(request, signal) {
      if (counting >= needs.togetherMax) return { kind: 'BUSY', retryAfterMs: RETRY_AFTER_MS };
      counting += 1;
      try {
        return await count({ ...needs, request, signal });
      } catch (error) {
        if (error instanceof PageTimeout) return { kind: 'TOO_MUCH', eventsMax: needs.eventsMax };
        throw error;
      } finally {
        counting -= 1;
      }
    },
  };
};

type Counting = {
  readonly pages: FunnelPages;
  readonly eventsMax: number;
  readonly request: FunnelRequest;
  readonly signal: AbortSignal;
};

const count = async ({ pages, eventsMax, request, signal }: Counting): Promise<FunnelOutcome> => {
  const tally = createFunnelTally(request.funnel);
  let seen = 0;
  for await (const events of pages(request)) {
    await nextTurn(); // the embedded database answers without ever letting anything else have its turn
    if (signal.aborted) return { kind: 'ABANDONED' };
    seen += events.length;
    if (seen > eventsMax) return { kind: 'TOO_MUCH', eventsMax };
    for (const event of events) tally.see(event);
  }
  return { kind: 'COUNTED', steps: tally.result() };
};
