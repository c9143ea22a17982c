import { describe, expect, it } from 'vitest';
import { viewersFor } from '#simulator/audience.ts';
import { ATTEMPTS_MAX, backoffMs } from '#simulator/backoff.ts';
import { createTally } from '#simulator/tally.ts';
import { createLiveTimeline, createPastTimeline } from '#simulator/timeline.ts';

const total = (chance: number) => Array.from({ length: ATTEMPTS_MAX - 1 }, (_, n) => backoffMs(n, null, chance)).reduce((a, b) => a + b);

describe('the wait between attempts', () => {
  it.each([
    [0, null, 0, 100],
    [0, null, 1, 200],
    [3, null, 1, 1600],
    [11, null, 1, 10_000],
    [0, 5000, 0, 5000],
    [0, 5000, 1, 6250],
    [0, 3_600_000, 0, 60_000],
    [0, -1, 1, 0],
  ])('after retry %i, when asked for %s ms, with chance %d, is %d ms', (retries, retryAfterMs, chance, ms) => {
    expect(backoffMs(retries, retryAfterMs, chance)).toBe(ms);
  });

  it('outlasts half a minute without a server, and not two', () => {
    expect(total(0)).toBeGreaterThan(30_000);
    expect(total(1)).toBeLessThan(120_000);
  });
});

describe('a live timeline', () => {
  it('goes on at its rate while it is kept to', () => {
    const timeline = createLiveTimeline({ ratePerSecond: 10, now: () => 1000 });
    expect([timeline(), timeline(), timeline()]).toEqual([1100, 1200, 1300]);
  });

  it('catches up with 5 s, and leaves out more', () => {
    let now = 0;
    const timeline = createLiveTimeline({ ratePerSecond: 1, now: () => now });
    now = 6000;
    expect(timeline()).toBe(1000);
    now = 7001;
    expect(timeline()).toBe(7001);
  });

  it('without a rate stays within 5 s of now', () => {
    let now = 0;
    const timeline = createLiveTimeline({ ratePerSecond: null, now: () => now });
    now = 4000;
    expect(timeline()).toBe(0);
    now = 6000;
    expect(timeline()).toBe(6000);
  });
});

it('a past timeline ends where it was told to', () => {
  const timeline = createPastTimeline({ events: 3, gapMs: 100, endsAt: 1000 });
  expect([timeline(), timeline(), timeline()]).toEqual([800, 900, 1000]);
});

it.each([
  ['a hundred at least', 10, null, 100],
  ['as many as tell a million events in ten minutes', 1_000_000, null, 15_834],
  ['as many as make 100 events a second', Infinity, 100, 950],
  ['not so many that all only begin', 6000, 1000, 500],
  ['50,000 at most', Infinity, null, 50_000],
])('viewers are %s', (_name, events, rate, viewers) => {
  expect(viewersFor(events, rate)).toBe(viewers);
});

it('a tally adds up, and tells the rate of the last seconds', () => {
  let now = 0;
  const tally = createTally(() => now);
  tally.add(10, { kind: 'taken', accepted: 8, rejected: 2, complaint: 'a', retries: 1 });
  tally.add(5, { kind: 'failed', complaint: 'b', retries: 2 });
  tally.add(1, { kind: 'taken', accepted: 1, rejected: 0, complaint: null, retries: 0 });
  expect(tally.totals()).toEqual({ sent: 16, accepted: 9, rejected: 2, failed: 5, retried: 3, complaint: 'b' });
  now = 1000;
  expect(tally.perSecond()).toBe(16);
  now = 3000;
  tally.add(4, { kind: 'failed', complaint: 'b', retries: 0 });
  expect(tally.perSecond()).toBe(2);
  now = 10_000;
  expect(tally.perSecond()).toBe(0);
});
