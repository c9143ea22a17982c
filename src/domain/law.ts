import type { Citation, Regulation } from './risk.ts';

/** How a law sees processing: asked for first, until refused, for each disclosure, by a parent, never, or on any of its legal bases. */
export const CONSENT_MODELS = ['OPT_IN', 'OPT_OUT', 'DISCLOSURE_CONSENT', 'PARENTAL_CONSENT', 'PROHIBITION', 'LEGAL_BASIS'] as const;
export type ConsentModel = (typeof CONSENT_MODELS)[number];

export const OBLIGATION_KINDS = [
  'ACCESS_RESPONSE',
  'ERASURE_RESPONSE',
  'OPT_OUT_RESPONSE',
  'BREACH_NOTIFICATION',
  'DESTROY_VIEWING_RECORDS',
  'RETENTION_LIMIT',
] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** What a regulation asks for, and until when: an ISO 8601 duration or a number of business days. */
export type Obligation = {
  readonly kind: ObligationKind;
  readonly within: string | null;
  readonly businessDays: number | null;
  readonly citation: Citation;
};

/** That a regulation applies somewhere, from one day (YYYY-MM-DD) up to and including another. */
export type RegulationApplicability = {
  readonly regulation: Regulation;
  readonly consentModel: ConsentModel;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly obligations: readonly Obligation[];
  readonly citations: readonly Citation[];
  /** Names this entry of the law data; changes when the entry does. */
  readonly version: string;
};
