import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryChunks } from '#consumer/delivery-chunks.ts';
import type { Delivery } from '#stream/event-stream.ts';

const aDelivery = (eventCount: number, i: number): Delivery => ({ entryId: `${i}`, shard: 0, payload: '', eventCount });
const sizesOf = (counts: readonly number[], events: number) =>
  deliveryChunks(counts.map(aDelivery), events).map((chunk) => chunk.map(({ eventCount }) => eventCount));

describe('chunks of deliveries', () => {
  it.each([
    [[], []],
    [[500, 500, 500, 500], [[500, 500, 500, 500]]],
    [[1000, 1000, 1000], [[1000, 1000, 1000]]],
    [
      [1000, 1000, 1000, 1],
      [[1000, 1000, 1000], [1]],
    ],
    [[9000], [[9000]]],
    [
      [1, 9000, 1],
      [[1], [9000], [1]],
    ],
  ])('of %j events, about 2000 each, are %j', (counts, sizes) => {
    expect(sizesOf(counts, 2000)).toEqual(sizes);
  });

  it('hold everything in order, and more than half as much again only in one entry', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), fc.integer({ min: 1, max: 2_000 }), (counts, events) => {
        const sizes = sizesOf(counts, events);
        expect(sizes.flat()).toEqual(counts);
        for (const chunk of sizes) expect(chunk.length === 1 || chunk.reduce((a, b) => a + b, 0) <= events * 1.5).toBe(true);
      }),
    );
  });
});
