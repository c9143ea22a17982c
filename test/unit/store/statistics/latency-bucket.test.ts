import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketLatencyMs, latencyBucket, latencyQuantiles } from '#store/statistics/latency-bucket.ts';

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
