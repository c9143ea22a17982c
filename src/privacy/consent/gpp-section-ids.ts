/**
 * The section ids in the header of a GPP string (type 3, version 1, a Fibonacci-coded range of ids), or null when it is
 * none. Read here, bounded: the package's own reader follows a damaged range to numbers at which it never ends.
 */
export const gppSectionIds = (header: string): readonly number[] | null => {
  if (header.length < HEADER_CHARACTERS_MIN || header.length > HEADER_CHARACTERS_MAX || !HEADER.test(header)) return null;
  const bits = Array.from(header, bitsOf).join('');
  const reader = { bits, at: 12 };
  const groups = readInteger(reader, 12);
  const ids: number[] = [];
  for (let group = 0; group < groups; group++) {
    const isRange = readInteger(reader, 1) === 1;
    const from = (ids.at(-1) ?? 0) + readFibonacci(reader);
    const to = isRange ? from + readFibonacci(reader) : from;
    if (!(to <= SECTION_ID_MAX)) return null;
    for (let id = from; id <= to; id++) ids.push(id);
  }
  return ids;
};

const HEADER = /^DB[\w-]*$/;
const HEADER_CHARACTERS_MIN = 4;
const HEADER_CHARACTERS_MAX = 64;
const SECTION_ID_MAX = 63;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

type Reader = { readonly bits: string; at: number };

const bitsOf = (character: string): string => ALPHABET.indexOf(character).toString(2).padStart(6, '0');

const readInteger = (reader: Reader, length: number): number => {
  const bits = reader.bits.slice(reader.at, reader.at + length);
  reader.at += length;
  return bits.length === length ? Number.parseInt(bits, 2) : Infinity;
};

/** The sum of the Fibonacci numbers 1, 2, 3, 5 … at whose place a bit is set, up to two set bits in a row; Infinity when they never come. */
const readFibonacci = (reader: Reader): number => {
  const end = reader.bits.indexOf('11', reader.at);
  if (end < 0) return Infinity;
  let [sum, smaller, fibonacci] = [0, 1, 1];
  for (; reader.at <= end; reader.at++) {
    if (reader.bits.charAt(reader.at) === '1') sum += fibonacci;
    [smaller, fibonacci] = [fibonacci, smaller + fibonacci];
  }
  reader.at = end + 2;
  return sum;
};
