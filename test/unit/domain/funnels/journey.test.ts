import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Funnel, FunnelEvent, FunnelOrder, FunnelStep } from '#domain/funnels/funnel.ts';
import { startJourney } from '#domain/funnels/journey.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import { wayOf } from '../../../support/funnel-oracle.ts';

/** Events are written `P10`: the first letter of a type (P for PLAY, S for STOP, B for PURCHASE, H for HEARTBEAT) and a second, perhaps a title (`Px10`). */
const TYPES: Readonly<Record<string, PlaybackEventType>> = { P: 'PLAY', S: 'STOP', B: 'PURCHASE', H: 'HEARTBEAT' };

const stepOf = (text: string): FunnelStep => ({ eventType: TYPES[text[0] ?? ''] ?? 'ERROR', contentId: text.slice(1) || null });

const eventOf = (text: string): FunnelEvent => {
  const [, letter = '', contentId = '', second = ''] = /^([A-Z])([a-z]*)(\d+)$/.exec(text) ?? [];
  return { ...stepOf(letter + contentId), viewerId: 'v', at: Number(second) * 1_000 };
};

const wordsOf = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** The seconds at which the steps were reached. */
const walk = (order: FunnelOrder, steps: string, events: string): readonly number[] => {
  const journey = startJourney({ order, steps: wordsOf(steps).map(stepOf), windowMs: 60_000 });
  for (const event of wordsOf(events).map(eventOf)) journey.see(event);
  return journey.reached().map((ms) => ms / 1_000);
};

type Case = readonly [what: string, order: FunnelOrder, steps: string, events: string, expected: readonly number[]];

/** What each order means, by examples; the window is one minute. */
const CASES: readonly Case[] = [
  ['is nowhere without an event of the first step', 'ORDERED', 'P S', 'S1 H2 S3', []],
  ['is at the first step with its event alone', 'ORDERED', 'P S', 'P1', [1]],
  ['may do anything between the steps', 'ORDERED', 'P S', 'P1 H2 H3 B4 S5', [1, 5]],
  ['may not do the steps the other way round', 'ORDERED', 'P S', 'S1 P2', [2]],
  ['may take the whole window', 'ORDERED', 'P S', 'P0 S60', [0, 60]],
  ['may take no longer than the window', 'ORDERED', 'P S', 'P0 S61', [0]],
  ['has a window for the whole way, not for each step', 'ORDERED', 'P S B', 'P0 S50 B70', [0, 50]],
  ['may begin again when time has run out', 'ORDERED', 'P S', 'P0 P50 S70', [50, 70]],
  ['is counted from the last beginning that leads to the same event', 'ORDERED', 'P S', 'P0 P10 S20', [10, 20]],
  ['takes the first event that is the next step', 'ORDERED', 'P S B', 'P0 S10 S20 B30', [0, 10, 30]],
  ['does not lose a step by beginning again', 'ORDERED', 'P S B', 'P0 S10 P20 B30', [0, 10, 30]],
  ['counts by the way that got furthest', 'ORDERED', 'P S B', 'P0 S10 P100 S110 B120', [100, 110, 120]],
  ['counts by the first of the ways that got as far', 'ORDERED', 'P S', 'P0 S30 P100 S101', [0, 30]],
  ['needs two events for the same step twice', 'ORDERED', 'P P', 'P5', [5]],
  ['takes two events for the same step twice', 'ORDERED', 'P P', 'P5 P9', [5, 9]],
  ['may need one title', 'ORDERED', 'Px S', 'Py1 S2 Px3 Sy4', [3, 4]],
  ['takes events of one moment as they come', 'ORDERED', 'P S', 'P7 S7', [7, 7]],

  ['goes straight through', 'STRICT', 'P S B', 'P1 S2 B3', [1, 2, 3]],
  ['ends where anything lies between, a heartbeat too', 'STRICT', 'P S', 'P1 H2 S3', [1]],
  ['ends where the first step comes again', 'STRICT', 'P S B', 'P1 S2 P3 B4', [1, 2]],
  ['may begin with the very event that ended it', 'STRICT', 'P S', 'P1 P2 S3', [2, 3]],
  ['finds a way that began within another', 'STRICT', 'P P S', 'P1 P2 P3 S4', [2, 3, 4]],
  ['may take no longer than the window, going straight', 'STRICT', 'P S', 'P0 S61', [0]],
  ['is disturbed by another title', 'STRICT', 'Px Sx', 'Px1 Sy2 Sx3', [1]],
  ['counts by the way that got furthest, going straight', 'STRICT', 'P S B', 'P1 S2 H3 P4 S5 B6', [4, 5, 6]],

  ['may go in any order', 'UNORDERED', 'P S B', 'B1 S2 P3', [3, 3, 3]],
  ['reaches a step when it and all before it are met', 'UNORDERED', 'P S B', 'S1 P2 H3 B9', [2, 2, 9]],
  ['has not reached a step while one before it is missing', 'UNORDERED', 'P S B', 'P1 B2', [1]],
  ['may take the whole window, in any order', 'UNORDERED', 'P S', 'S0 P60', [60, 60]],
  ['may take no longer than the window, in any order', 'UNORDERED', 'P S', 'S0 P61', [61]],
  ['needs an event for each step', 'UNORDERED', 'P P S', 'P1 S2', [1]],
  ['takes the latest events', 'UNORDERED', 'P S', 'P1 P10 S20', [10, 20]],
  ['gives one title to the step that needs it', 'UNORDERED', 'P Px', 'Px1 Py2', [1, 2]],
  ['cannot give one event to two steps', 'UNORDERED', 'P Px', 'Px1', [1]],
];

const LETTERS = ['P', 'Px', 'Py', 'S', 'Sx', 'H'] as const;
const someSteps = fc.array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 4 }).map((letters) => letters.map(stepOf));
const someEvents = fc
  .array(fc.record({ kind: fc.constantFrom('Px', 'Py', 'Sx', 'Sy', 'H', 'B'), afterMs: fc.integer({ min: 0, max: 4 }) }), { maxLength: 12 })
  .map((made) => {
    let at = 0;
    return made.map(({ kind, afterMs }): FunnelEvent => ({ ...stepOf(kind), viewerId: 'v', at: (at += afterMs) }));
  });
const someFunnel = (order: FunnelOrder): fc.Arbitrary<Funnel> =>
  fc.record({ order: fc.constant(order), steps: someSteps, windowMs: fc.integer({ min: 0, max: 15 }) });

describe('a viewer', () => {
  it.each(CASES)('%s (%s %s in %s)', (_what, order, steps, events, expected) => {
    expect(walk(order, steps, events)).toEqual(expected);
  });

  it.each(['ORDERED', 'STRICT', 'UNORDERED'] as const)('goes %s as trying every choice of events says', (order) => {
    fc.assert(
      fc.property(someFunnel(order), someEvents, (funnel, events) => {
        const journey = startJourney(funnel);
        for (const event of events) journey.see(event);
        expect(journey.reached()).toEqual(wayOf(funnel, events));
      }),
      { numRuns: 2_000 },
    );
  });
});
