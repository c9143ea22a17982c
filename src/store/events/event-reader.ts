import type { PlaybackEventType } from '#domain/playback-event.ts';
import type { RiskLevel } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

/** Conditions on events; absent ones do not restrict. Viewers and devices are pseudonyms. */
export type EventCriteria = {
  readonly occurredFrom?: Date;
  readonly occurredTo?: Date;
  readonly eventTypes?: readonly PlaybackEventType[];
  readonly viewerIds?: readonly string[];
  readonly deviceIds?: readonly string[];
  readonly contentIds?: readonly string[];
  readonly sessionIds?: readonly string[];
  readonly sources?: readonly string[];
  readonly regions?: readonly string[];
  readonly errorCodes?: readonly string[];
  readonly levels?: readonly RiskLevel[];
};

export type EventOrder = { readonly field: 'OCCURRED_AT' | 'SCORE'; readonly direction: 'ASC' | 'DESC' };

/** The place of one event in an order: every part that decides it. */
export type EventPosition = { readonly score: number; readonly occurredAt: Date; readonly key: string };

/** One keyset page. `from: 'last'` takes the page before `before` (or the end); rows always come in `order`. */
export type EventPageRequest = {
  readonly criteria: EventCriteria;
  readonly order: EventOrder;
  readonly after?: EventPosition;
  readonly before?: EventPosition;
  readonly limit: number;
  readonly from: 'first' | 'last';
};

/** Stored events, as read. */
export type EventReader = {
  /** Events by key, in the order asked for, null where there is none. Two statements: key → time, then the rows. */
  byKeys(keys: readonly string[]): Promise<readonly (StoredEvent | null)[]>;
  page(request: EventPageRequest): Promise<{ readonly events: readonly StoredEvent[]; readonly hasMore: boolean }>;
  /** The number of matching events, counted up to `limit` + 1. */
  count(criteria: EventCriteria, limit: number): Promise<number>;
};
