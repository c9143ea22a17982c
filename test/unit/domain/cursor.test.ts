import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertCursor, eventCursor, groupCursor, regionRiskCursor, sessionCursor } from '#domain/cursor.ts';

const anEventPlace = fc.record({
  score: fc.integer({ min: 0, max: 100 }),
  occurredAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  key: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
});

/** Texts that events can hold. */
const aText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('~', ':', '"', '\\'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((character) => character !== '\0'),
  ),
});
const aTime = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const aGroupPlace = fc.record({
  value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  keys: fc.tuple(aText, aText),
});
const aRiskPlace = fc.record({ flagged: fc.maxSafeNat(), region: aText });
const aSessionPlace = fc.record({ startedAt: aTime, source: aText, sessionId: aText });
const pairs = groupCursor('SOURCE_AND_EVENT_TYPE:EVENTS:DESC', 2);

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

  it('leads back to its place among groups, regions by risk and sessions', () => {
    fc.assert(
      fc.property(aGroupPlace, aRiskPlace, aSessionPlace, (group, risk, session) => {
        expect(pairs.decode(pairs.encode(group))).toEqual(group);
        expect({ ...regionRiskCursor.decode(regionRiskCursor.encode(risk)) }).toEqual({ ...risk });
        expect({ ...sessionCursor.decode(sessionCursor.encode(session)) }).toEqual({ ...session });
      }),
    );
  });

  it('of one list is refused by every other', () => {
    const codecs = [
      alertCursor,
      eventCursor,
      pairs,
      groupCursor('REGION:EVENTS:DESC', 1),
      groupCursor('REGION:EVENTS:ASC', 1),
      regionRiskCursor,
      sessionCursor,
    ];
    const cursors = [
      alertCursor.encode(1),
      eventCursor.encode({ score: 1, occurredAt: new Date(0), key: '0'.repeat(32) }),
      pairs.encode({ value: 1, keys: ['a', 'b'] }),
      groupCursor('REGION:EVENTS:DESC', 1).encode({ value: 1, keys: ['NL'] }),
      groupCursor('REGION:EVENTS:ASC', 1).encode({ value: 1, keys: ['NL'] }),
      regionRiskCursor.encode({ flagged: 1, region: 'NL' }),
      sessionCursor.encode({ startedAt: new Date(0), source: 'a', sessionId: 'b' }),
    ];
    const read = codecs.map((codec) => cursors.map((cursor) => codec.decode(cursor) !== null));
    expect(read).toEqual(codecs.map((_codec, i) => cursors.map((_cursor, j) => i === j)));
  });

  it.each([
    ['a group of too few keys', pairs.decode(groupCursor('SOURCE_AND_EVENT_TYPE:EVENTS:DESC', 1).encode({ value: 1, keys: ['a'] }))],
    ['a group whose value is none', pairs.decode(pairs.encode({ value: Number.NaN, keys: ['a', 'b'] }))],
    ['a key with NUL', pairs.decode(pairs.encode({ value: 1, keys: ['a', '\0'] }))],
    ['half of a surrogate pair', regionRiskCursor.decode(regionRiskCursor.encode({ flagged: 1, region: '\ud800' }))],
    ['fewer than no flagged events', regionRiskCursor.decode(regionRiskCursor.encode({ flagged: -1, region: 'NL' }))],
    ['a session of the far future', sessionCursor.decode(sessionCursor.encode({ startedAt: new Date(8e15), source: 'a', sessionId: 'b' }))],
  ])('is refused for %s', (_case, place) => {
    expect(place).toBeNull();
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
