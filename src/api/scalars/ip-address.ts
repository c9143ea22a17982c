import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of an IPAddress accepted as input. */
const LENGTH_MAX = 64;

builder.scalarType('IPAddress', {
  description: 'IPv4 or IPv6 address as text, e.g. 203.0.113.7 or 2001:db8::1. Only its network prefix (/24 or /48) is stored.',
  coerceInputValue: boundedText('IPAddress', LENGTH_MAX),
  coerceOutputValue: (address) => address,
});
