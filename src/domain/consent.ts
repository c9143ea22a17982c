import type { Citation, Regulation } from './risk.ts';

/** What a client sends as evidence of a choice, as it stands; nothing of it is trusted before it is decoded. */
export type ConsentSignals = {
  /** IAB TCF v2 string. */
  readonly tcString: string | null;
  /** IAB Global Privacy Platform string. */
  readonly gppString: string | null;
  /** IAB US Privacy string, `1YNN`. */
  readonly usPrivacy: string | null;
  /** Global Privacy Control. */
  readonly gpc: boolean | null;
  /** When the viewer separately consented to disclosure of viewing (VPPA). */
  readonly videoDisclosureConsentAt: Date | null;
};

export const PROCESSING_PURPOSES = [
  'SERVICE_DELIVERY',
  'SECURITY_AND_FRAUD',
  'QOE_MEASUREMENT',
  'CONTENT_ANALYTICS',
  'PERSONALISATION',
  'ADVERTISING',
] as const;
export type ProcessingPurpose = (typeof PROCESSING_PURPOSES)[number];

export const LEGAL_BASES = ['CONSENT', 'LEGITIMATE_INTEREST', 'CONTRACT', 'STRICTLY_NECESSARY', 'OPT_OUT_NOT_EXERCISED', 'NONE'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

export const EVIDENCE_GRADES = ['DECODED_SIGNAL', 'CLIENT_BOOLEAN', 'ABSENT'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** Whether one purpose is allowed, and the bit, basis and law that decided it. */
export type PurposeDecision = {
  readonly purpose: ProcessingPurpose;
  readonly allowed: boolean;
  readonly basis: LegalBasis;
  readonly reason: string;
  readonly citations: readonly Citation[];
};

/** Something worth telling about the evidence, e.g. a string that cannot be decoded. */
export type ConsentFinding = { readonly code: string; readonly message: string };

/** What was permitted for an event, and why. */
export type ConsentDecision = {
  /** True when measurement (QOE_MEASUREMENT) is allowed: what an event is for. */
  readonly allowed: boolean;
  readonly purposes: readonly PurposeDecision[];
  readonly grade: EvidenceGrade;
  /** What says that the viewer opted out of sale or sharing, in words: the Global Privacy Control, else the best signal that speaks of it; null when none does. */
  readonly saleOptOut: string | null;
  readonly regulations: readonly Regulation[];
  readonly findings: readonly ConsentFinding[];
};
