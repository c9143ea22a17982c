import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

export type EventOrder = { readonly field: 'OCCURRED_AT' | 'SCORE'; readonly direction: 'ASC' | 'DESC' };

/** The place of one event in an order: every part that decides it. */
export type EventPosition = { readonly score: number; readonly occurredAt: Date; readonly key: string };

/** One keyset page. `from: 'last'` takes the page before `before` (or the end); rows always come in `order`. */
export type EventPageRequest = {
  readonly condition: EventCondition;
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
  count(condition: EventCondition, limit: number): Promise<number>;
};
