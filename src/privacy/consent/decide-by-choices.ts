import type { LegalBasis, ProcessingPurpose } from '#domain/consent.ts';
import { citationsOf, type ConsentSituation } from './consent-situation.ts';
import type { Decided } from './decide-purpose.ts';
import type { PurposeChoices } from './purpose-choices.ts';

/** The purposes of the IAB's list that each of ours needs, all of them. */
export const PURPOSES_NEEDED = {
  QOE_MEASUREMENT: [1, 8],
  CONTENT_ANALYTICS: [1, 9],
  PERSONALISATION: [1, 5, 6],
  ADVERTISING: [1, 2, 7],
} as const satisfies Partial<Record<ProcessingPurpose, readonly number[]>>;

/** Decides by what the viewer said: the choices of a decoded signal, else the client's boolean; no word is no consent. */
export const decideByChoices = (purpose: keyof typeof PURPOSES_NEEDED, { evidence, optIn }: ConsentSituation): Decided => {
  const citations = citationsOf(optIn);
  if (evidence.choices !== null) return { ...readChoices(PURPOSES_NEEDED[purpose], evidence.choices), citations };
  switch (evidence.hasConsent) {
    case true:
      return { allowed: true, basis: 'CONSENT', reason: 'hasConsent = true, the word of the client.', citations };
    case false:
      return { allowed: false, basis: 'NONE', reason: 'hasConsent = false: consent refused.', citations };
    case null:
      return { allowed: false, basis: 'NONE', reason: 'no consent reported.', citations };
    default:
      return evidence.hasConsent satisfies never;
  }
};

/** Never on legitimate interest: purposes 1 and 3 to 6 (TCF Policies; ePrivacy art. 5(3)). */
const CONSENT_ONLY: ReadonlySet<number> = new Set([1, 3, 4, 5, 6]);

const readChoices = (needed: readonly number[], choices: PurposeChoices): Omit<Decided, 'citations'> => {
  const bases = needed.map((purpose) => ({ purpose, basis: basisOf(purpose, choices) }));
  const missing = bases.find(({ basis }) => basis === 'NONE');
  if (missing !== undefined)
    return { allowed: false, basis: 'NONE', reason: `${choices.source}: purpose ${missing.purpose} ${refusal(missing.purpose)}.` };
  const words = bases.map(({ purpose, basis }) => `purpose ${purpose} ${basis === 'CONSENT' ? 'consented' : 'on legitimate interest'}`);
  const basis = bases.every((one) => one.basis === 'CONSENT') ? 'CONSENT' : 'LEGITIMATE_INTEREST';
  return { allowed: true, basis, reason: `${choices.source}: ${words.join(', ')}.` };
};

const basisOf = (purpose: number, { consents, legitimateInterests }: PurposeChoices): LegalBasis => {
  if (consents.has(purpose)) return 'CONSENT';
  return legitimateInterests.has(purpose) && !CONSENT_ONLY.has(purpose) ? 'LEGITIMATE_INTEREST' : 'NONE';
};

const refusal = (purpose: number): string => (CONSENT_ONLY.has(purpose) ? 'not consented' : 'neither consented nor on legitimate interest');
