import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Funnel, FunnelEvent } from '#domain/funnels/funnel.ts';
import { createFunnelTally } from '#domain/funnels/funnel-tally.ts';

const FUNNEL: Funnel = {
  order: 'ORDERED',
  windowMs: 60_000,
  steps: [
    { eventType: 'PLAY', contentId: null },
    { eventType: 'PLAYING', contentId: null },
    { eventType: 'STOP', contentId: null },
  ],
};

/** A viewer whose steps came at these moments. */
const viewer = (viewerId: string, ...moments: readonly number[]): readonly FunnelEvent[] =>
  moments.flatMap((at, step) => FUNNEL.steps.slice(step, step + 1).map((wanted) => ({ ...wanted, viewerId, at })));

const tallied = (...viewers: readonly (readonly FunnelEvent[])[]) => {
  const tally = createFunnelTally(FUNNEL);
  for (const event of viewers.flat()) tally.see(event);
  return tally.result();
};

describe('a tally of a funnel', () => {
  it('of nobody has no viewers and no times', () => {
    expect(tallied()).toEqual(FUNNEL.steps.map(() => ({ viewers: 0, medianMsFromPrevious: null })));
  });

  it('counts each viewer once for every step up to the furthest', () => {
    const again = viewer('a', 0, 10).map((event) => ({ ...event, at: event.at + 1_000 }));
    const counts = tallied([...viewer('a', 0, 10, 30), ...again], viewer('b', 0, 30), viewer('c', 0));
    expect(counts.map(({ viewers }) => viewers)).toEqual([3, 2, 1]);
  });

  it('does not take the event of one viewer for the step of another', () => {
    const [, playing] = viewer('b', 0, 1);
    expect(tallied(viewer('a', 0), playing ? [playing] : []).map(({ viewers }) => viewers)).toEqual([1, 0, 0]);
  });

  it.each([
    ['one time', [7], 7],
    ['the middle of three', [30, 1, 9], 9],
    ['the mean of the middle two', [100, 10, 21, 1], 16],
  ])('tells the median: %s', (_what, waits, expected) => {
    const counts = tallied(...waits.map((wait, i) => viewer(`v${i}`, 0, wait)));
    expect(counts.map(({ medianMsFromPrevious }) => medianMsFromPrevious)).toEqual([null, expected, null]);
  });

  it('has a median that no more than half of the times are above or below', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 30 }), (waits) => {
        const median = tallied(...waits.map((wait, i) => viewer(`v${i}`, 0, wait)))[1]?.medianMsFromPrevious ?? Number.NaN;
        const below = waits.filter((wait) => wait < Math.floor(median)).length;
        const above = waits.filter((wait) => wait > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(waits.length / 2);
      }),
    );
  });
});
