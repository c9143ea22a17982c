import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anomalyScore } from '#scoring/anomaly/anomaly-score.ts';
import { averagePathLength } from '#scoring/anomaly/average-path-length.ts';
import { explainScore } from '#scoring/anomaly/explain-score.ts';
import { formatForest, parseForest } from '#scoring/anomaly/forest-text.ts';
import { growForest } from '#scoring/anomaly/grow-forest.ts';
import { createSeededRandom } from '#scoring/anomaly/seeded-random.ts';

const value = fc.double({ noNaN: true, noDefaultInfinity: true });
const points = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 60 }));
const grown = fc
  .record({ points, seed: fc.nat() })
  .map(({ points: some, seed }) => ({ some, forest: growForest(some, { seed, trees: 8 }) }));
const RUNS = { numRuns: 60 };

/** A crowd around the origin. */
const crowd = (size: number, width: number): readonly (readonly number[])[] => {
  const random = createSeededRandom(7);
  return Array.from({ length: size }, () => Array.from({ length: width }, () => random() + random() + random() - 1.5));
};

describe('an isolation forest', () => {
  it('is the same for the same seed, and another for another', () => {
    const some = crowd(400, 3);
    expect(growForest(some, { seed: 3 })).toEqual(growForest(some, { seed: 3 }));
    expect(growForest(some, { seed: 3 })).not.toEqual(growForest(some, { seed: 4 }));
  });

  it('scores between 0 and 1, whatever it was grown from', () =>
    fc.assert(
      fc.property(grown, fc.array(value, { minLength: 4, maxLength: 4 }), ({ some, forest }, other) => {
        for (const score of [...some, other].map((point) => anomalyScore(forest, point))) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThan(1);
        }
      }),
      RUNS,
    ));

  it('comes back identical from its text', () =>
    fc.assert(
      fc.property(grown, ({ forest }) => {
        expect(parseForest(formatForest(forest))).toEqual(forest);
      }),
      RUNS,
    ));

  it('explains a score by gains that add up to the mean path less that of the point', () =>
    fc.assert(
      fc.property(grown, ({ some, forest }) => {
        const trees = forest.roots.length;
        const meanPath = forest.roots.reduce((sum, root) => sum + (forest.paths[root] ?? 0), 0) / trees;
        for (const point of some) {
          const path = -Math.log2(anomalyScore(forest, point)) * averagePathLength(forest.sampleSize);
          const gains = explainScore(forest, point).reduce((sum, { pathLengthGain }) => sum + pathLengthGain, 0);
          expect(gains).toBeCloseTo(meanPath - path, 4);
        }
      }),
      RUNS,
    ));

  it('scores a point the higher the further it lies from the crowd', () => {
    const forest = growForest(crowd(2_000, 3), { seed: 1 });
    const scores = [0, 1, 1.5, 3].map((distance) => anomalyScore(forest, [distance, 0, 0]));
    expect(scores).toEqual(scores.toSorted());
    expect(scores[0]).toBeLessThan(0.5);
    expect(scores.at(-1)).toBeGreaterThan(0.55);
  });

  it.each([0, 1, 2])('names value %i first when that alone is unusual', (feature) => {
    const forest = growForest(crowd(2_000, 3), { seed: 1 });
    const unusual = [0, 1, 2].map((other) => (other === feature ? 4 : 0));
    expect(explainScore(forest, unusual)[0]).toMatchObject({ feature });
  });

  it('has one score for points that are all the same', () => {
    const forest = growForest(
      Array.from({ length: 300 }, () => [1, 2]),
      { seed: 1 },
    );
    expect(anomalyScore(forest, [1, 2])).toBeCloseTo(0.5);
    expect(anomalyScore(forest, [9, 9])).toBeCloseTo(0.5);
  });

  it.each([
    ['too few points', [[1]]],
    ['points of no values', [[], []]],
    ['points of different lengths', [[1, 2], [1]]],
    ['a value that is no number', [[1], [Number.NaN]]],
  ])('does not grow from %s', (_name, some) => {
    expect(() => growForest(some, { seed: 1 })).toThrow(RangeError);
  });

  it.each([
    ['is not JSON', (text: string) => text.slice(1)],
    ['has another format', (text: string) => text.replace('"format":1', '"format":2')],
    ['looks at a value a point does not have', (text: string) => text.replace('"width":2', '"width":1')],
    ['lost its trees', (text: string) => text.replace(/"roots":"[^"]*"/, '"roots":""')],
    ['has a child that goes back', (text: string) => text.replace(/"rights":"...../, '"rights":"AQAAA')],
    ['lost a part of an array', (text: string) => text.replace(/"cuts":"[^"]*"/, '"cuts":"AAAAAAAAAAA="')],
  ])('is not read from a text that %s', (_name, damage) => {
    expect(() => parseForest(damage(formatForest(growForest(crowd(50, 2), { seed: 1 }))))).toThrow(Error);
  });
});

describe('the average path length', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 5 / 3],
    [256, 10.2487],
  ])('of %i points is %f', (n, expected) => {
    expect(averagePathLength(n)).toBeCloseTo(expected, 3);
  });

  it('grows without a step where the series takes over', () => {
    for (let n = 2; n < 300; n++) expect(averagePathLength(n + 1)).toBeGreaterThan(averagePathLength(n));
  });
});
