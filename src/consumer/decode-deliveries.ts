import { decodeEventBatch } from '#domain/event-batch.ts';
import { eventKey } from '#domain/event-key.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Delivery } from '#stream/event-stream.ts';

/** One event as it came from the stream. */
export type IncomingEvent = { readonly entryId: string; readonly key: string; readonly event: PlaybackEvent };

/** An entry that is no event batch. */
export type UndecodableEntry = { readonly delivery: Delivery; readonly error: unknown };

/** Reads deliveries into events; of events with the same identity the first one stays. */
export const decodeDeliveries = (
  deliveries: readonly Delivery[],
): { readonly events: readonly IncomingEvent[]; readonly undecodable: readonly UndecodableEntry[] } => {
  const events = new Map<string, IncomingEvent>();
  const undecodable: UndecodableEntry[] = [];
  for (const delivery of deliveries) {
    try {
      addFirst(events, delivery);
    } catch (error) {
      undecodable.push({ delivery, error });
    }
  }
  return { events: [...events.values()], undecodable };
};

const addFirst = (events: Map<string, IncomingEvent>, { entryId, payload }: Delivery): void => {
  for (const event of decodeEventBatch(payload).events) {
    const key = eventKey(event.source, event.eventId);
    if (!events.has(key)) events.set(key, { entryId, key, event });
  }
};
