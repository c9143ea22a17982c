import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of a Duration accepted as input. */
const LENGTH_MAX = 64;

builder.scalarType('Duration', {
  description: 'ISO 8601 duration, e.g. PT15M or P1M.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#appendix-A',
  coerceInputValue: boundedText('Duration', LENGTH_MAX),
  coerceOutputValue: (duration) => duration,
});
