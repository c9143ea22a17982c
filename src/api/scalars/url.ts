import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of a URL accepted as input. */
const LENGTH_MAX = 2_048;

builder.scalarType('URL', {
  description: 'Absolute URL as text.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  coerceInputValue: boundedText('URL', LENGTH_MAX),
  coerceOutputValue: (url) => url,
});
