import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignRange, bucketsOf, planTimeline, timelineBucketOf } from '#store/statistics/reading/timeline-plan.ts';
import { GRAIN_MS } from '#store/statistics/rollup.ts';
import { UnansweredStatistics } from '#store/statistics/statistics-reader.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): Date => new Date(`2026-03-${text}Z`);
const rangeOf = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('the range that is answered', () => {
  it.each([
    { what: 'whole minutes within 6 hours', from: '10T10:30:20', to: '10T12:10:40', answered: rangeOf('10T10:30:00', '10T12:11:00') },
    { what: 'whole hours before', from: '10T05:59:59', to: '10T12:10:40', answered: rangeOf('10T05:00:00', '10T13:00:00') },
    { what: 'what is whole already', from: '10T11:00:00', to: '10T12:00:00', answered: rangeOf('10T11:00:00', '10T12:00:00') },
  ])('is $what', ({ from, to, answered }) => {
    expect(alignRange(rangeOf(from, to), at('10T12:00:00'))).toEqual(answered);
  });

  it('is made of buckets that follow each other without gap or overlap, the fewest there are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e7 }), fc.nat({ max: 1e6 }), (startMinutes, minutes) => {
        const from = new Date(startMinutes * GRAIN_MS.MINUTE);
        const to = new Date(from.getTime() + minutes * GRAIN_MS.MINUTE);
        let end = from.getTime();
        const counts = { MINUTE: 0, HOUR: 0, DAY: 0 };
        for (const { grain, bucketMs } of bucketsOf({ from, to })) {
          expect(bucketMs).toBe(end);
          expect(bucketMs % GRAIN_MS[grain]).toBe(0);
          end += GRAIN_MS[grain];
          counts[grain] += 1;
        }
        expect(end).toBe(to.getTime());
        expect(counts.MINUTE).toBeLessThan(2 * 60);
        expect(counts.HOUR).toBeLessThan(2 * 24);
      }),
    );
  });

  it('is at most 1,100 days long', () => {
    const range = { from: new Date(0), to: new Date(1_101 * 24 * HOUR_MS) };
    expect(() => bucketsOf(range)).toThrow(UnansweredStatistics);
  });
});

describe('a timeline', () => {
  const range = rangeOf('10T10:30:00', '10T12:10:00');
  it.each([
    ['HOUR', '2026-03-10T10:00:00.000Z', '2026-03-10T13:00:00.000Z', 3, 3],
    ['DAY', '2026-03-10T00:00:00.000Z', '2026-03-11T00:00:00.000Z', 1, 1],
    ['WEEK', '2026-03-09T00:00:00.000Z', '2026-03-16T00:00:00.000Z', 1, 7],
    ['MINUTE', '2026-03-10T10:30:00.000Z', '2026-03-10T12:10:00.000Z', 100, 100],
  ] as const)('covers the range with whole buckets: %s', (granularity, from, to, count, parts) => {
    const { spans, buckets } = planTimeline(range, granularity);
    expect([spans[0]?.from.toISOString(), spans.at(-1)?.to.toISOString(), spans.length, buckets.length]).toEqual([from, to, count, parts]);
    expect(buckets.every(({ bucketMs }) => spans.some((span) => span.from.getTime() === timelineBucketOf(granularity, bucketMs)))).toBe(
      true,
    );
  });

  it('refuses more buckets than it may answer', () => {
    expect(() => planTimeline({ from: new Date(0), to: new Date(1e12) }, 'HOUR')).toThrow(UnansweredStatistics);
  });
});
