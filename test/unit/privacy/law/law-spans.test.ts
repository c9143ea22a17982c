import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGULATIONS } from '#domain/risk.ts';
import { LAW } from '#privacy/law/law.ts';
import { lawSpans } from '#privacy/law/law-spans.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';

const DAY_MS = 86_400_000;
const REGIONS = [...new Set(LAW.flatMap(({ regions }) => regions)), 'DE-BY', 'US-TX', 'CA-ON', 'JP', 'XX'];
/** Each day on which something begins or ends, with its neighbours. */
const DAYS = LAW.flatMap(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo ?? effectiveFrom]).flatMap((day) =>
  [-1, 0, 1].map((days) => new Date(Date.parse(day) + days * DAY_MS)),
);

describe('spans of law', () => {
  it('hold a region at a time exactly when the regulation is in force there that day', () => {
    const moments = fc.tuple(fc.constantFrom(...DAYS), fc.nat({ max: DAY_MS - 1 })).map(([day, ms]) => new Date(day.getTime() + ms));
    fc.assert(
      fc.property(fc.subarray([...REGULATIONS]), fc.constantFrom(...REGIONS), moments, (regulations, region, at) => {
        const isInSpan = lawSpans(regulations).some(
          ({ countries, parts, from, to }) =>
            (countries.includes(region.slice(0, 2)) || parts.includes(region)) && from <= at && (to === null || at < to),
        );
        expect(isInSpan).toBe(regulationsIn(region, at).some(({ regulation }) => regulations.includes(regulation)));
      }),
      { numRuns: 3_000 },
    );
  });
});
