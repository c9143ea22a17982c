import { describe, expect, it } from 'vitest';
import { countingPauseMs } from '#jobs/counting-pause.ts';

describe('the pause after a pass of counting', () => {
  it.each([
    ['takes a tenth of the time while it keeps up', 200, null, 1_800],
    ['is a second at least', 10, null, 1_000],
    ['is a quarter of a minute at most', 10_000, null, 15_000],
    ['leaves three quarters of the time to others in a burst', 100, 0, 300],
    ['still does just before the burst has lasted a minute', 100, 59_999, 300],
    ['leaves half of it once the burst has lasted a minute', 100, 60_000, 100],
  ])('%s', (_what, tookMs, behindMs, pauseMs) => {
    expect(countingPauseMs(tookMs, behindMs)).toBe(pauseMs);
  });
});
