import {
  type ConsentDecision,
  type ConsentFinding,
  type ConsentSignals,
  type EvidenceGrade,
  PROCESSING_PURPOSES,
} from '#domain/consent.ts';
import type { AgeBand } from '#domain/playback-event.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';
import { type ConsentSituation, only } from './consent-situation.ts';
import { decidePurpose } from './decide-purpose.ts';
import { createDecisionCache } from './decision-cache.ts';
import { type Evidence, readEvidence } from './evidence.ts';

/** What a decision depends on. */
export type ConsentQuestion = {
  readonly signals: ConsentSignals | null;
  /** The client's own yes or no; weak evidence. */
  readonly hasConsent: boolean | null;
  /** ISO 3166-1 alpha-2 or 3166-2. */
  readonly region: string;
  readonly ageBand: AgeBand | null;
  /** The law of this UTC day decides. */
  readonly on: Date;
};

/**
 * What is permitted, purpose by purpose, by the best evidence: the GPP section of the region, the TC string, the US
 * Privacy string, the boolean; the Global Privacy Control always adds an opt-out. Pure, never throws; equal questions
 * get the same object.
 */
export const decideConsent = (question: ConsentQuestion): ConsentDecision => decideOnce(question, decide);

const decideOnce = createDecisionCache();

const decide = ({ signals, hasConsent, region, ageBand, on }: ConsentQuestion): ConsentDecision => {
  const evidence = readEvidence(signals, region, hasConsent);
  const law = regulationsIn(region, on);
  const optIn = law.filter(({ consentModel }) => consentModel === 'OPT_IN');
  const situation: ConsentSituation = { evidence, law, optIn, ageBand };
  const purposes = PROCESSING_PURPOSES.map((purpose) => decidePurpose(purpose, situation));
  return {
    allowed: purposes.some(({ purpose, allowed }) => purpose === 'QOE_MEASUREMENT' && allowed),
    purposes,
    grade: gradeOf(evidence, optIn.length > 0),
    saleOptOut: evidence.saleOptOut,
    regulations: [...new Set(law.map(({ regulation }) => regulation))],
    findings: [...evidence.findings, ...findingsAbout(situation)],
  };
};

/** Opt-outs are no evidence where consent is asked for first. */
const gradeOf = ({ choices, usSection, usPrivacy, gpc, hasConsent }: Evidence, isOptIn: boolean): EvidenceGrade => {
  if (choices !== null || (!isOptIn && (usSection ?? usPrivacy ?? gpc) !== null)) return 'DECODED_SIGNAL';
  return hasConsent === null ? 'ABSENT' : 'CLIENT_BOOLEAN';
};

const findingsAbout = ({ evidence, law, optIn, ageBand }: ConsentSituation): readonly ConsentFinding[] => {
  const { choices, hasConsent, saleOptOut, otherOptOut } = evidence;
  const isOptIn = optIn.length > 0;
  const isChildInEurope = ageBand === 'UNDER_13' && only(law, 'GDPR', 'UK_GDPR').length > 0;
  return [
    ...(isOptIn && choices === null && hasConsent === true ? [WEAK_EVIDENCE] : []),
    ...(isChildInEurope ? [PARENTAL_AUTHORISATION_UNKNOWN] : []),
    ...(saleOptOut === null && otherOptOut !== null ? [disagreement(otherOptOut)] : []),
  ];
};

const WEAK_EVIDENCE: ConsentFinding = {
  code: 'WEAK_EVIDENCE',
  message: 'Only the boolean of the client says so: it cannot show what was asked, or for which purpose.',
};

const PARENTAL_AUTHORISATION_UNKNOWN: ConsentFinding = {
  code: 'PARENTAL_AUTHORISATION_UNKNOWN',
  message: 'Consent of a child counts with the authorisation of a parent only (GDPR art. 8), which no signal shows.',
};

const disagreement = (otherOptOut: string): ConsentFinding => ({
  code: 'SIGNALS_DISAGREE',
  message: `The signals that count here do not opt out of sale, another one does: ${otherOptOut}.`,
});
