import type { PlaybackEvent } from '#domain/playback-event.ts';
import { isInEu } from '#privacy/eu-member-states.ts';
import { undecodableSignals } from '#privacy/consent/evidence.ts';
import { LATE_MS_WARNED } from '#ingest/ingest-limits.ts';
import type { IngestWarning, PlaybackEventDraft } from '#ingest/ingest-service.ts';

/** Something about an accepted event that its sender should look into. */
export type Warning = Omit<IngestWarning, 'index' | 'eventId'>;

/** What is odd about an accepted event: a corrected clock, a claim its region contradicts, consent signals that are none, a late arrival. */
export const warningsAbout = (draft: PlaybackEventDraft, event: PlaybackEvent): readonly Warning[] => {
  const isLate = event.receivedAt.getTime() - event.occurredAt.getTime() > LATE_MS_WARNED;
  const isMismatch = contradictsRegion(draft.isEu, event.region);
  const undecodable = undecodableIn(event);
  if (event.deviceTime === null && !isLate && !isMismatch && undecodable.length === 0) return NONE;
  return [
    ...(event.deviceTime === null ? [] : [clockSkewCorrected(event.occurredAt.getTime() - event.deviceTime.getTime())]),
    ...(isMismatch ? [regionClaimMismatch(event.region)] : []),
    ...(undecodable.length === 0 ? [] : [consentUndecodable(undecodable)]),
    ...(isLate ? [LATE_ARRIVAL] : []),
  ];
};

const contradictsRegion = (isEu: boolean | null | undefined, region: string): boolean =>
  isEu !== null && isEu !== undefined && isEu !== isInEu(region.slice(0, 2));

const NONE: readonly Warning[] = [];
const NO_NAMES: readonly string[] = [];

const undecodableIn = ({ consent }: PlaybackEvent): readonly string[] => (consent === null ? NO_NAMES : undecodableSignals(consent));

const consentUndecodable = (names: readonly string[]): Warning => ({
  code: 'CONSENT_UNDECODABLE',
  message: `consent.${names.join(' and consent.')} cannot be decoded and counts as not sent`,
});

const clockSkewCorrected = (skewMs: number): Warning => ({
  code: 'CLOCK_SKEW_CORRECTED',
  message: `the device clock is ${Math.abs(skewMs)} ms ${skewMs > 0 ? 'behind' : 'ahead'}; the event's time was corrected by as much`,
});

const regionClaimMismatch = (region: string): Warning => ({
  code: 'REGION_CLAIM_MISMATCH',
  message: isInEu(region.slice(0, 2))
    ? `isEu is false, but ${region} is in the European Union; the region was used`
    : `isEu is true, but ${region} is not in the European Union; the region was used`,
});

const LATE_ARRIVAL: Warning = {
  code: 'LATE_ARRIVAL',
  message: 'the event is more than 2 h old; windows that have passed their memory cannot count it',
};
