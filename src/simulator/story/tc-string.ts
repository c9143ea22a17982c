/**
 * An IAB TCF v2 string as a consent platform writes it: consent to everything, or to nothing, given at `atMs` (epoch
 * milliseconds). Times stand in it as 36 bits of tenths of a second, which are six characters; every viewer's is another.
 */
export const tcStringOf = (isConsent: boolean, atMs: number): string => {
  const at = sixCharacters(Math.floor(atMs / DECISECOND_MS));
  return `C${at}${at}${isConsent ? CONSENT_TO_ALL : CONSENT_TO_NONE}`;
};

/** All after version and times: platform 42, policy 4, purposes 1 to 10 consented, no vendors, an empty publisher segment. */
const CONSENT_TO_ALL = 'AqABAENAwEgAP_AAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA';
const CONSENT_TO_NONE = 'AqABAENAwEgAAAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA';

const DECISECOND_MS = 100;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIX_BITS = 64;

const sixCharacters = (number: number): string => {
  let text = '';
  for (let rest = number; text.length < 6; rest = Math.floor(rest / SIX_BITS)) text = ALPHABET.charAt(rest % SIX_BITS) + text;
  return text;
};
