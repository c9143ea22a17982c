import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventPageRequest } from './event-reader.ts';

/** What events can belong to: a viewer or a device (by pseudonym), or a title. */
export type OwnerField = 'viewer' | 'device' | 'content';

/** Several of a kind, each once. */
export type Owners = { readonly field: OwnerField; readonly ids: readonly string[] };

/** A page in the order of time: the same of each owner. */
export type OwnedPageRequest = Omit<EventPageRequest, 'order'> & { readonly direction: 'ASC' | 'DESC' };

export type EventPage = { readonly events: readonly StoredEvent[]; readonly hasMore: boolean };

/** Lists of events that belong to something. Every answer is in the order of the owners and one statement, however many they are. */
export type OwnedEventReader = {
  pages(owners: Owners, request: OwnedPageRequest): Promise<readonly EventPage[]>;
  /** The number of matching events of each, counted up to `limit` + 1. */
  counts(owners: Owners, condition: EventCondition, limit: number): Promise<readonly number[]>;
};
