import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of a Cursor accepted as input: room for two ids of 255 characters, whichever they are. */
const LENGTH_MAX = 8_192;

builder.scalarType('Cursor', {
  description:
    'Opaque position in an ordered list. The same cursor works in `after` of a connection and of the matching subscription; a damaged one, or one of another list, is a BAD_USER_INPUT error.',
  coerceInputValue: boundedText('Cursor', LENGTH_MAX),
  coerceOutputValue: (cursor) => cursor,
});
