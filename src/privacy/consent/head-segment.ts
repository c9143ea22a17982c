/**
 * The first `bits` of a base64url segment, everything after them zero, in at least `charactersMin` characters; null when
 * the segment is shorter. What follows the head of a consent string are ranges of vendors: a few bytes of them can ask a
 * decoder for billions of entries, and no decision here depends on a vendor.
 */
export const headSegment = (segment: string, { bits, charactersMin }: { bits: number; charactersMin: number }): string | null => {
  if (segment.length < charactersMin) return null;
  const whole = Math.floor(bits / BITS);
  const rest = bits % BITS;
  const value = ALPHABET.indexOf(segment.charAt(whole));
  const cut = rest === 0 ? '' : ALPHABET.charAt((value >> (BITS - rest)) << (BITS - rest));
  return (segment.slice(0, whole) + cut).padEnd(charactersMin, 'A');
};

/** True for segments of base64url without padding, joined by dots. */
export const isBase64Url = (text: string): boolean => BASE64URL.test(text);

const BITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64URL = /^[\w-]+(\.[\w-]+)*$/;
