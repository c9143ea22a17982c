import { describe, expect, it } from 'vitest';
import { findRegion, regionHint, regionsWithin, subdivisionsOf } from '#domain/region.ts';

describe('findRegion', () => {
  it.each([
    ['NL', { code: 'NL', name: 'Netherlands', countryCode: 'NL' }],
    ['US-CA', { code: 'US-CA', name: 'California', countryCode: 'US' }],
    ['CA-QC', { code: 'CA-QC', name: 'Quebec', countryCode: 'CA' }],
    ['AZ-BAB', { code: 'AZ-BAB', name: 'Babək', countryCode: 'AZ' }],
  ])('knows %s', (code, region) => {
    expect(findRegion(code)).toMatchObject({ code: region.code, countryCode: region.countryCode });
  });

  it.each(['', 'UK', 'EU', 'ZZ', 'nl', 'NLD', 'US-XX', 'US-', 'constructor', '__proto__'])('does not know %j', (code) => {
    expect(findRegion(code)).toBeNull();
  });
});

describe('regionHint', () => {
  it.each([
    ['UK', 'use GB'],
    ['EU', 'name a member state, e.g. NL'],
    ['EL', 'use GR'],
    ['nl', 'use NL'],
    ['us_ca', 'use US-CA'],
    ['NLD', 'use NL'],
    [' GB ', 'use GB'],
    ['UK-ENG', 'use GB'],
  ])('says for %j: %s', (code, hint) => {
    expect(regionHint(code)).toBe(hint);
  });

  it.each(['ZZ', '', 'US-XX', 'constructor'])('has nothing to say about %j', (code) => {
    expect(regionHint(code)).toBeNull();
  });
});

describe('regionsWithin', () => {
  it('is the country, then its subdivisions', () => {
    const codes = regionsWithin('US').map(({ code }) => code);
    expect(codes[0]).toBe('US');
    expect(codes).toContain('US-CA');
    expect(subdivisionsOf('US').map(({ code }) => code)).toEqual(codes.slice(1));
  });

  it('is empty for an unknown country', () => {
    expect(regionsWithin('UK')).toEqual([]);
  });
});
