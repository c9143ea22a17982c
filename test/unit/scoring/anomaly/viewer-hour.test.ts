import { describe, expect, it } from 'vitest';
import { localMinuteOfDay, utcOffsetMinutes } from '#scoring/anomaly/local-night.ts';
import { nightEventsOf } from '#scoring/anomaly/night-events.ts';
import { viewerHourOf } from '#scoring/anomaly/viewer-hour-of.ts';
import { aHistory } from '../../../support/facts.ts';

describe('standard time', () => {
  it.each([
    ['NL', 60],
    ['IN', 330],
    ['NP', 345],
    ['JP', 540],
    ['GB', 0],
    ['XX', 0],
    ['', 0],
  ])('of %s is %i minutes ahead of UTC', (region, minutes) => {
    expect(utcOffsetMinutes(region)).toBe(minutes);
  });

  it('of a country with many zones is one of the middle, also for its parts', () => {
    expect(utcOffsetMinutes('US-CA')).toBe(utcOffsetMinutes('US'));
    expect(Math.abs(utcOffsetMinutes('US') + 360)).toBeLessThanOrEqual(60);
  });

  it('goes past midnight both ways', () => {
    expect(localMinuteOfDay(new Date('2026-06-01T23:30:00Z'), 'NL')).toBe(30);
    expect(localMinuteOfDay(new Date('2026-06-01T00:30:00Z'), 'PE')).toBe(19 * 60 + 30);
  });
});

describe('night', () => {
  /** One event each minute, before and including the event. */
  const steady = { ...aHistory(), events: (windowMs: number) => windowMs / 60_000 };
  const nightEventsAt = (time: string): number =>
    viewerHourOf(steady, { occurredAt: new Date(`2026-06-01T${time}:00Z`), region: 'GB' }).nightEvents;

  it.each([
    ['23:59', 0],
    ['00:00', 1],
    ['00:29', 30],
    ['00:59', 60],
    ['03:00', 60],
    ['05:59', 60],
    ['06:00', 59],
    ['06:30', 29],
    ['06:59', 0],
    ['12:00', 0],
  ])('holds, of the hour until %s, %i minutes', (time, minutes) => {
    expect(nightEventsAt(time)).toBe(minutes);
  });

  it.each([
    ['GB', '05:00', 10],
    ['GB', '06:00', 0],
    ['IN', '00:00', 3],
    ['NP', '00:00', 1],
  ])('is told from the quarters of an hour in %s that begins at %s UTC', (region, time, events) => {
    const hour = new Date(`2026-06-01T${time}:00Z`);
    expect(nightEventsOf({ hour, region, quarters: [1, 2, 3, 4] })).toBe(events);
  });
});
