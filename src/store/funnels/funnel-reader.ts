import type { Funnel } from '#domain/funnels/funnel.ts';
import type { FunnelStepCount } from '#domain/funnels/funnel-tally.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

/** A funnel over the stored events of a range, by when they occurred. */
export type FunnelRequest = { readonly funnel: Funnel; readonly range: Range };

/** What became of a request. */
export type FunnelOutcome =
  | { readonly kind: 'COUNTED'; readonly steps: readonly FunnelStepCount[] }
  /** There are more events to look at than one funnel may read, or they cannot be read in time. */
  | { readonly kind: 'TOO_MUCH'; readonly eventsMax: number }
  /** As many funnels as may are being counted. */
  | { readonly kind: 'BUSY'; readonly retryAfterMs: number }
  /** Whoever asked has gone. */
  | { readonly kind: 'ABANDONED' };

/** Counts funnels over stored events. */
export type FunnelReader = {
  /** Every event counts that was stored before its viewer was read; `signal` ends the reading after the page in hand. */
  read(request: FunnelRequest, signal: AbortSignal): Promise<FunnelOutcome>;
};
