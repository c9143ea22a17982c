import type { PlaybackEvent } from './playback-event.ts';
import type { RiskAssessment } from './risk.ts';

/** An event as the store keeps it: pseudonyms for viewer and device, a prefix for the address, its assessment beside it. */
export type StoredEvent = Omit<PlaybackEvent, 'userId' | 'deviceId' | 'ipAddress' | 'consent'> & {
  readonly key: string;
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly ipPrefix: string | null;
  /** Names the consent signals it came with; null when there were none. */
  readonly consentHash: string | null;
  /** Whether measurement was permitted when it was stored; null when that was not kept yet. */
  readonly isConsentAllowed: boolean | null;
  readonly storedAt: Date;
  readonly assessment: RiskAssessment;
};
