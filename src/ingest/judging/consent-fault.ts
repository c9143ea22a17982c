import { SIGNAL_CHARACTERS_MAX } from '#privacy/consent/signal-limits.ts';
import { US_PRIVACY_CHARACTERS_MAX } from '#ingest/ingest-limits.ts';
import type { ConsentSignalsDraft } from '#ingest/ingest-service.ts';
import type { Fault } from './fault.ts';
import { parseInstant } from './parse-instant.ts';
import { unstorableText } from './unstorable-text.ts';

/** Why consent signals cannot be kept, or null; whether they can be decoded is not asked here. */
export const consentFault = (consent: ConsentSignalsDraft | null | undefined): Fault | null => {
  if (consent === null || consent === undefined) return null;
  for (const [field, charactersMax] of TEXTS) {
    const problem = textProblem(consent[field], charactersMax);
    if (problem !== null) return { ...problem, field: 'consent', message: `consent.${field} ${problem.message}` };
  }
  const at = consent.videoDisclosureConsentAt;
  if (at === null || at === undefined || parseInstant(at) !== null) return null;
  return {
    reason: 'INVALID',
    field: 'consent',
    message: 'consent.videoDisclosureConsentAt is not an RFC 3339 time with offset; send e.g. 2026-01-02T12:34:56.789Z',
  };
};

const TEXTS = [
  ['tcString', SIGNAL_CHARACTERS_MAX],
  ['gppString', SIGNAL_CHARACTERS_MAX],
  ['usPrivacy', US_PRIVACY_CHARACTERS_MAX],
] as const;

const textProblem = (text: string | null | undefined, charactersMax: number): Pick<Fault, 'reason' | 'message'> | null => {
  if (text === null || text === undefined) return null;
  if (text.length > charactersMax)
    return { reason: 'TOO_LARGE', message: `is longer than ${charactersMax} characters; send the string alone` };
  const problem = unstorableText(text);
  return problem === null ? null : { reason: 'INVALID', message: problem };
};
