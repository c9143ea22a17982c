import type { ConsentDecision, ConsentSignals } from '#domain/consent.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { decideConsent } from './decide-consent.ts';

/** What was permitted for an event: by its signals, where it happened, under the law of its day. */
export const consentOfEvent = (
  event: Pick<PlaybackEvent, 'hasConsent' | 'region' | 'ageBand' | 'occurredAt'>,
  signals: ConsentSignals | null,
): ConsentDecision =>
  decideConsent({ signals, hasConsent: event.hasConsent, region: event.region, ageBand: event.ageBand, on: event.occurredAt });
