import type { ConsentSignals } from '#domain/consent.ts';
import type { ConsentSignalsDraft } from '#ingest/ingest-service.ts';
import { parseInstant } from './parse-instant.ts';

/** The signals of a draft that has no fault; null when it names none. */
// oxlint-disable-next-line complexity -- a list of what may be absent
export const consentSignalsOf = (draft: ConsentSignalsDraft | null | undefined): ConsentSignals | null => {
  if (draft === null || draft === undefined) return null;
  const tcString = draft.tcString || null;
  const gppString = draft.gppString || null;
  const usPrivacy = draft.usPrivacy || null;
  const gpc = draft.gpc ?? null;
  const disclosureMs = parseInstant(draft.videoDisclosureConsentAt ?? '');
  if ((tcString ?? gppString ?? usPrivacy ?? gpc ?? disclosureMs) === null) return null;
  return { tcString, gppString, usPrivacy, gpc, videoDisclosureConsentAt: disclosureMs === null ? null : new Date(disclosureMs) };
};
