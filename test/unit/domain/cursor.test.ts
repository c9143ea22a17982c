import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertCursor, eventCursor } from '#domain/cursor.ts';

const anEventPlace = fc.record({
  score: fc.integer({ min: 0, max: 100 }),
  occurredAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  key: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
});

describe('a cursor', () => {
  it('leads back to its position in the alert log', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (sequence) => {
        expect(alertCursor.decode(alertCursor.encode(sequence))).toBe(sequence);
      }),
    );
  });

  it('leads back to its place among events', () => {
    fc.assert(
      fc.property(anEventPlace, (place) => {
        expect({ ...eventCursor.decode(eventCursor.encode(place)) }).toEqual({ ...place });
      }),
    );
  });

  it('is refused by the other kind of list', () => {
    fc.assert(
      fc.property(anEventPlace, fc.maxSafeNat(), (place, sequence) => {
        expect([alertCursor.decode(eventCursor.encode(place)), eventCursor.decode(alertCursor.encode(sequence))]).toEqual([null, null]);
      }),
    );
  });

  it('is refused when a character of it changes', () => {
    const cursor = alertCursor.encode(123_456);
    const damage = fc.tuple(fc.nat(cursor.length - 1), fc.string({ minLength: 1, maxLength: 1 }));
    const damaged = damage.map(([at, character]) => cursor.slice(0, at) + character + cursor.slice(at + 1));
    fc.assert(
      fc.property(
        damaged.filter((text) => text !== cursor),
        (text) => {
          expect(alertCursor.decode(text)).toBeNull();
        },
      ),
    );
  });

  it('is refused when it is any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([alertCursor.decode(text), eventCursor.decode(text)]).toEqual([null, null]);
      }),
    );
  });
});
