import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of a RegionCode accepted as input. */
const LENGTH_MAX = 64;

builder.scalarType('RegionCode', {
  description:
    'ISO 3166-1 alpha-2 (NL) or ISO 3166-2 (US-CA), in upper case. UK and EU are no regions: the answer says what to write instead.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  coerceInputValue: boundedText('RegionCode', LENGTH_MAX),
  coerceOutputValue: (code) => code,
});
