import type { IdentifiedEvent } from './playback-event.ts';
import type { RiskAssessment } from './risk.ts';

/** An event that names no person, and what its rules made of it. */
export type AssessedEvent = { readonly identified: IdentifiedEvent; readonly assessment: RiskAssessment };
