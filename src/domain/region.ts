import { iso31661, iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';

/** A country or a part of one. */
export type Region = {
  /** ISO 3166-1 alpha-2 (`NL`) or ISO 3166-2 (`US-CA`). */
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
};

/** The region of an upper-case ISO 3166-1 alpha-2 or ISO 3166-2 code, or null when there is none. */
export const findRegion = (code: string): Region | null => byCode.get(code) ?? null;

/** What to write instead of a code that is no region, as the end of a sentence, or null when nothing is known to be meant. */
export const regionHint = (code: string): string | null => {
  const upper = code.trim().toUpperCase();
  const known = KNOWN_MISTAKES.get(upper) ?? KNOWN_MISTAKES.get(upper.slice(0, 2));
  if (known !== undefined) return known;
  const country = iso31661Alpha3ToAlpha2[upper];
  if (country !== undefined) return `use ${country}`;
  const spelled = upper.replace('_', '-');
  return spelled !== code && byCode.has(spelled) ? `use ${spelled}` : null;
};

/** A country and all its subdivisions, the country first; empty for an unknown code. */
export const regionsWithin = (countryCode: string): readonly Region[] => byCountry.get(countryCode) ?? [];

/** The subdivisions of a country (ISO 3166-2); empty when it has none or is unknown. */
export const subdivisionsOf = (countryCode: string): readonly Region[] => regionsWithin(countryCode).slice(1);

const KNOWN_MISTAKES: ReadonlyMap<string, string> = new Map([
  ['UK', 'use GB'],
  ['EU', 'name a member state, e.g. NL'],
  ['EL', 'use GR'],
]);

const regions: readonly Region[] = [
  ...iso31661.map(({ alpha2, name }) => ({ code: alpha2, name, countryCode: alpha2 })),
  ...iso31662.map(({ code, name }) => ({ code, name, countryCode: code.slice(0, 2) })),
];
const byCode: ReadonlyMap<string, Region> = new Map(regions.map((region) => [region.code, region]));
const byCountry: ReadonlyMap<string, readonly Region[]> = Map.groupBy(regions, ({ countryCode }) => countryCode);
