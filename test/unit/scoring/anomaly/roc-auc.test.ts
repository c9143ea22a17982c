import { describe, expect, it } from 'vitest';
import { rocAuc } from '#scoring/anomaly/roc-auc.ts';

describe('the area under the ROC curve', () => {
  it.each([
    ['1 when every outlier scores above the rest', [0.1, 0.2, 0.8, 0.9], '0011', 1],
    ['0 when every outlier scores below', [0.1, 0.2, 0.8, 0.9], '1100', 0],
    ['a half when all scores are the same', [0.5, 0.5, 0.5], '010', 0.5],
    ['the share of pairs in order', [0.1, 0.4, 0.35, 0.8], '0011', 0.75],
    ['half a pair for a tie', [0.1, 0.5, 0.5, 0.9], '0011', 0.875],
    ['not a number without outliers', [0.1, 0.2], '00', Number.NaN],
  ])('is %s', (_name, scores, labels, expected) => {
    expect(
      rocAuc(
        scores,
        [...labels].map((label) => label === '1'),
      ),
    ).toBe(expected);
  });
});
