import { createHash } from 'node:crypto';
import type { ConsentSignals } from '#domain/consent.ts';

/** 128 bits of the SHA-256 of the signals, 32 hex digits: equal signals have equal hashes. Counted once for each object. */
export const consentHash = (signals: ConsentSignals): string => {
  const known = hashes.get(signals);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(consentText(signals)).digest('hex').slice(0, HEX_DIGITS);
  hashes.set(signals, hash);
  return hash;
};

/** The signals as JSON, in one order of names. */
export const consentText = ({ tcString, gppString, usPrivacy, gpc, videoDisclosureConsentAt }: ConsentSignals): string =>
  JSON.stringify({ tcString, gppString, usPrivacy, gpc, videoDisclosureConsentAt });

const HEX_DIGITS = 32;
const hashes = new WeakMap<ConsentSignals, string>();
