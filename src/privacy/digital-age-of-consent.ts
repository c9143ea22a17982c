import { stateOf } from '#domain/state-of.ts';
import type { CitedLaw } from './law/law-entry.ts';

/** From which age a child may consent alone to an information society service, and where that stands. */
export type DigitalAge = CitedLaw & { readonly age: number };

/** GDPR art. 8(1), where a state has not lowered it, and UK GDPR art. 8; `countryCode` is ISO 3166-1 alpha-2, a territory has the age of its state. */
export const digitalAgeOfConsent = (countryCode: string): DigitalAge => AGES.get(stateOf(countryCode)) ?? GDPR_AGE;

const GDPR_AGE: DigitalAge = {
  age: 16,
  regulation: 'GDPR',
  version: 'digital-age-1',
  citations: [{ label: 'GDPR art. 8(1)', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_8' }],
};

/** As of 2026; states that are not named keep the Regulation's 16 years (DE HR HU IE LI LU NL PL RO SK). */
const DEROGATIONS: readonly (readonly [country: string, age: number, law: string])[] = [
  ['AT', 14, 'Datenschutzgesetz § 4(4)'],
  ['BE', 13, 'Law of 30 July 2018, art. 7'],
  ['BG', 14, 'Personal Data Protection Act, art. 25c'],
  ['CY', 14, 'Law 125(I)/2018, s. 8'],
  ['CZ', 15, 'Act 110/2019, § 7'],
  ['DK', 15, 'Databeskyttelsesloven § 6(2), since 2024-01-01'],
  ['EE', 13, 'Isikuandmete kaitse seadus § 8'],
  ['ES', 14, 'Ley Orgánica 3/2018, art. 7'],
  ['FI', 13, 'Tietosuojalaki 1050/2018, § 5'],
  ['FR', 15, 'Loi 78-17, art. 45'],
  ['GB', 13, 'UK GDPR art. 8(1); Data Protection Act 2018'],
  ['GR', 15, 'Law 4624/2019, art. 21'],
  ['IS', 13, 'Act 90/2018, art. 10'],
  ['IT', 14, 'Codice in materia di protezione dei dati personali, art. 2-quinquies'],
  ['LT', 14, 'Law on Legal Protection of Personal Data, art. 6'],
  ['LV', 13, 'Personal Data Processing Law, s. 33'],
  ['MT', 13, 'Subsidiary Legislation 586.11'],
  ['NO', 13, 'Personopplysningsloven § 5'],
  ['PT', 13, 'Lei 58/2019, art. 16'],
  ['SE', 13, 'Lag 2018:218, ch. 2 § 4'],
  ['SI', 15, 'ZVOP-2, art. 8'],
];

const AGES: ReadonlyMap<string, DigitalAge> = new Map(
  DEROGATIONS.map(([country, age, law]) => [
    country,
    {
      age,
      regulation: country === 'GB' ? 'UK_GDPR' : 'GDPR',
      version: `digital-age-${country.toLowerCase()}-1`,
      citations: [{ label: country === 'GB' ? law : `GDPR art. 8(1); ${law}`, url: null }],
    },
  ]),
);

/** Every age there is. */
export const DIGITAL_AGES: readonly DigitalAge[] = [GDPR_AGE, ...AGES.values()];
