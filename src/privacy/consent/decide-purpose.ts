import type { ProcessingPurpose, PurposeDecision } from '#domain/consent.ts';
import type { Citation } from '#domain/risk.ts';
import { citationsOf, type ConsentSituation, only } from './consent-situation.ts';
import { decideAdvertising } from './decide-advertising.ts';
import { decideByChoices } from './decide-by-choices.ts';

/** What decides one purpose, without its name. */
export type Decided = Omit<PurposeDecision, 'purpose'>;

/** Decides one purpose and says which bit, basis and law decided. */
export const decidePurpose = (purpose: ProcessingPurpose, situation: ConsentSituation): PurposeDecision => {
  switch (purpose) {
    case 'SERVICE_DELIVERY':
      return { purpose, ...delivery(situation) };
    case 'SECURITY_AND_FRAUD':
      return { purpose, ...security(situation) };
    case 'QOE_MEASUREMENT':
    case 'CONTENT_ANALYTICS':
      return { purpose, ...measured(purpose, situation) };
    case 'PERSONALISATION':
      return { purpose, ...personalised(situation) };
    case 'ADVERTISING':
      return { purpose, ...decideAdvertising(situation) };
    default:
      return purpose satisfies never;
  }
};

const TCF_POLICIES: Citation = {
  label: 'IAB TCF Policies, Appendix A',
  url: 'https://iabeurope.eu/iab-europe-transparency-consent-framework-policies/',
};

const delivery = ({ law }: ConsentSituation): Decided => {
  const eprivacy = only(law, 'EPRIVACY', 'UK_GDPR');
  return eprivacy.length > 0
    ? {
        allowed: true,
        basis: 'STRICTLY_NECESSARY',
        reason: 'Strictly necessary for the service the viewer asked for.',
        citations: citationsOf(eprivacy),
      }
    : { allowed: true, basis: 'CONTRACT', reason: 'Needed for the service the viewer asked for.', citations: [] };
};

const security = ({ law }: ConsentSituation): Decided => ({
  allowed: true,
  basis: 'LEGITIMATE_INTEREST',
  reason: 'TCF special purpose 1 (security, preventing and detecting fraud): no consent is asked, no objection possible.',
  citations: [TCF_POLICIES, ...citationsOf(only(law, 'GDPR', 'UK_GDPR'))],
});

const measured = (purpose: 'QOE_MEASUREMENT' | 'CONTENT_ANALYTICS', situation: ConsentSituation): Decided => {
  if (situation.optIn.length > 0) return decideByChoices(purpose, situation);
  return {
    allowed: true,
    basis: 'LEGITIMATE_INTEREST',
    reason: 'No law here asks for consent before the operator measures its own service.',
    citations: citationsOf(only(situation.law, 'LGPD', 'PIPEDA')),
  };
};

const personalised = (situation: ConsentSituation): Decided => {
  const { evidence, law, optIn } = situation;
  if (optIn.length > 0 || evidence.choices !== null) return decideByChoices('PERSONALISATION', situation);
  const citations = citationsOf(only(law, 'LGPD', 'PIPEDA'));
  if (evidence.hasConsent === false) return { allowed: false, basis: 'NONE', reason: 'hasConsent = false: the viewer refused.', citations };
  return {
    allowed: true,
    basis: 'LEGITIMATE_INTEREST',
    reason: 'No law here asks for consent first, and the viewer did not refuse.',
    citations,
  };
};
