import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDuration } from '#api/common/iso-duration.ts';

describe('a duration', () => {
  it.each([
    [0, 'PT0S'],
    [1, 'PT0.001S'],
    [1_500, 'PT1.5S'],
    [60_000, 'PT1M'],
    [90_500, 'PT1M30.5S'],
    [3_600_000, 'PT1H'],
    [3_601_000, 'PT1H1S'],
    [86_400_000, 'PT24H'],
  ])('of %i ms is written %s', (ms, text) => expect(isoDuration(ms)).toBe(text));

  it('can be read back to the millisecond', () => {
    fc.assert(
      fc.property(fc.nat(400 * 86_400_000), (ms) => {
        expect(readBack(isoDuration(ms))).toBe(ms);
      }),
    );
  });
});

const readBack = (text: string): number => {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?$/.exec(text) ?? [
    Number.NaN,
    Number.NaN,
  ];
  return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000);
};
