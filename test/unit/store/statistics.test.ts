import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketLatencyMs, latencyBucket, latencyQuantiles } from '#store/statistics/latency-bucket.ts';
import { rollupDeltas } from '#store/statistics/rollup-delta.ts';
import { emptyTimeline } from '#store/statistics/timeline.ts';
import { anIdentifiedEvent, NOON } from '../../support/builders.ts';

const assessed = (seconds: number, eventType: 'PLAY' | 'ERROR' | 'HEARTBEAT') => ({
  identified: anIdentifiedEvent({ eventId: `${seconds}-${eventType}`, eventType, occurredAt: new Date(NOON.getTime() + seconds * 1000) }),
  assessment: { score: 0, level: 'LOW', findings: [], skippedRules: [], shadowRules: [], rulesetVersion: 'x', evaluatedAt: NOON } as const,
});

describe('latency buckets', () => {
  it('know any duration within 5 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.11, max: 1e8, noNaN: true }), (ms) => {
        expect(Math.abs(bucketLatencyMs(latencyBucket(ms)) - ms) / ms).toBeLessThan(0.05);
      }),
    );
  });

  it('give the share of samples below each quantile', () => {
    const buckets = [10, 100, 1000].map((ms, i) => ({ bucket: latencyBucket(ms), count: [90, 9, 1][i] ?? 0 }));
    const [p50 = 0, p95 = 0, p99 = 0, p100 = 0] = latencyQuantiles(buckets.toReversed(), [0.5, 0.95, 0.99, 1]);
    for (const [value, wanted] of [
      [p50, 10],
      [p95, 100],
      [p99, 100],
      [p100, 1000],
    ] as const)
      expect(Math.abs(value - wanted) / wanted).toBeLessThan(0.05);
    expect(latencyQuantiles([], [0.5])).toEqual([0]);
  });
});

describe('a timeline', () => {
  const range = { from: new Date('2026-03-10T10:30:00Z'), to: new Date('2026-03-10T12:10:00Z') };
  it.each([
    ['HOUR', '2026-03-10T10:00:00.000Z', '2026-03-10T13:00:00.000Z', 3],
    ['DAY', '2026-03-10T00:00:00.000Z', '2026-03-11T00:00:00.000Z', 1],
    ['WEEK', '2026-03-09T00:00:00.000Z', '2026-03-16T00:00:00.000Z', 1],
    ['MINUTE', '2026-03-10T10:30:00.000Z', '2026-03-10T12:10:00.000Z', 100],
  ] as const)('covers the range with whole buckets: %s', (granularity, from, to, count) => {
    const buckets = emptyTimeline(range, granularity);
    expect([buckets[0]?.from.toISOString(), buckets.at(-1)?.to.toISOString(), buckets.length]).toEqual([from, to, count]);
  });

  it('refuses more buckets than it may answer', () => {
    expect(() => emptyTimeline({ from: new Date(0), to: new Date(1e12) }, 'HOUR')).toThrow(RangeError);
  });
});

describe('rollup deltas', () => {
  it('add the same to minutes and hours, in one order for all workers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.constantFrom('PLAY' as const, 'ERROR' as const, 'HEARTBEAT' as const))),
        (drawn) => {
          const events = drawn.map(([seconds, type]) => assessed(seconds, type));
          const deltas = rollupDeltas(events, NOON);
          const sum = (dimension: string, grain: string) =>
            deltas.filter((row) => row.dimension === dimension && row.grain === grain).reduce((total, row) => total + row.events, 0);
          for (const dimension of ['ALL', 'LEVEL', 'LATENCY'])
            for (const grain of ['MINUTE', 'HOUR']) expect(sum(dimension, grain)).toBe(events.length);
          expect(rollupDeltas(events.toReversed(), NOON)).toEqual(deltas);
        },
      ),
    );
  });
});
