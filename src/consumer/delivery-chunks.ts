import type { Delivery } from '#stream/event-stream.ts';

/** A chunk may be this much larger than asked for: better one such transaction than two small ones. */
const SLACK = 1.5;

/**
 * Deliveries in order, in lists of about `events` events. An entry is never split, since its events are observed together;
 * it holds at most what one request may bring.
 */
export const deliveryChunks = (deliveries: readonly Delivery[], events: number): readonly (readonly Delivery[])[] => {
  const chunks: Delivery[][] = [];
  let size = 0;
  for (const delivery of deliveries) {
    const last = chunks.at(-1);
    const grown = size + delivery.eventCount;
    if (last && grown <= events * SLACK) {
      last.push(delivery);
      size = grown;
    } else {
      chunks.push([delivery]);
      size = delivery.eventCount;
    }
  }
  return chunks;
};
