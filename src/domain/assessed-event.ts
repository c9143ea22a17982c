import type { IdentifiedEvent } from './playback-event.ts';
import type { RiskAssessment } from './risk.ts';

/** An event that names no person, what its rules made of it, and whether measurement was permitted for it. */
export type AssessedEvent = {
  readonly identified: IdentifiedEvent;
  readonly assessment: RiskAssessment;
  /** Left out where nobody decided. */
  readonly isConsentAllowed?: boolean;
};
