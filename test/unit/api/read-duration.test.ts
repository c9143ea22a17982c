import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDuration } from '#api/common/iso-duration.ts';
import { readDuration } from '#api/common/read-duration.ts';

describe('a duration', () => {
  it.each([
    ['PT30M', 1_800_000],
    ['P7D', 604_800_000],
    ['P1W', 604_800_000],
    ['P1DT2H3M4.5S', 93_784_500],
    ['PT0.001S', 1],
    ['PT90M', 5_400_000],
  ])('%s is %i ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1DT', '30', '30M', 'P1M', 'P1Y', 'PT1.5H', 'P1W2D', '-PT1S', 'pt1s', 'PT1S ', 'PT1M1H', `P${'9'.repeat(3)}`])(
    '%j is none that is equally long everywhere',
    (text) => {
      expect(readDuration(text)).toBeNull();
    },
  );

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (ms) => {
        expect(readDuration(isoDuration(ms))).toBe(ms);
      }),
    );
  });
});
