import type { FunnelEvent } from '#domain/funnels/funnel.ts';
import type { FunnelRequest } from './funnel-reader.ts';

/**
 * The events a funnel must look at, in pages, ordered by viewer, time and key: of STRICT all events of viewers, otherwise those that are
 * a step. A page that takes too long is thrown as PageTimeout.
 */
export type FunnelPages = (request: FunnelRequest) => AsyncIterable<readonly FunnelEvent[]>;

/** A page could not be read in time. */
export class PageTimeout extends Error {
  override name = 'PageTimeout';
}
