import { describe, expect, it } from 'vitest';
import { readRegions } from '#api/common/region-filter.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';

const DAY = new Date('2020-12-31T12:00:00Z');
const NEXT_DAY = new Date('2021-01-01T12:00:00Z');

describe('the regions of figures', () => {
  it.each([
    ['none are named', {}, undefined],
    ['they are named', { in: ['NL', 'GB'] }, ['NL', 'GB']],
    ['they are named, and under a law that day', { in: ['NL', 'GB'], regulatedBy: ['UK_GDPR' as const] }, ['GB']],
    ['an empty list is named', { in: [] }, []],
    ['no law is named', { regulatedBy: [] }, []],
  ])('are the right ones when %s', (_case, filter, expected) => {
    expect(readRegions(filter, NEXT_DAY)).toEqual(expected);
  });

  it.each([DAY, NEXT_DAY])('under a law are those, parts included, in which it is in force on %s', (day) => {
    const codes = readRegions({ regulatedBy: ['GDPR'] }, day) ?? [];
    expect([codes.includes('GB-ENG'), codes.includes('DE-BY'), codes.includes('US')]).toEqual([day === DAY, true, false]);
    expect(codes.filter((code) => !regulationsIn(code, day).some(({ regulation }) => regulation === 'GDPR'))).toEqual([]);
  });
});
