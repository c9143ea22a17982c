import { z } from 'zod';
import type { Regulation } from '#domain/risk.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule, type RuleCitation } from '#scoring/rule.ts';

const ASKS_FIRST: ReadonlySet<Regulation> = new Set(['GDPR', 'EPRIVACY', 'UK_GDPR']);

/** What measuring playback without consent rests on: a connected TV is terminal equipment, reading from it needs consent. */
const CITATIONS: readonly RuleCitation[] = [
  { label: 'GDPR art. 6(1)(a), 7', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj', regulations: ['GDPR'] },
  { label: 'ePrivacy Directive 2002/58/EC art. 5(3)', url: 'https://eur-lex.europa.eu/eli/dir/2002/58/oj', regulations: ['EPRIVACY'] },
  { label: 'EDPB Guidelines 2/2023 on the technical scope of art. 5(3)', url: null, regulations: ['EPRIVACY'] },
  { label: 'UK GDPR art. 6, 7', url: 'https://www.legislation.gov.uk/eur/2016/679/contents', regulations: ['UK_GDPR'] },
  { label: 'PECR reg. 6', url: 'https://www.legislation.gov.uk/uksi/2003/2426/regulation/6', regulations: ['UK_GDPR'] },
];

/** Playback measured where consent is needed first, and the evidence does not show it: GDPR art. 6 and 7, ePrivacy art. 5(3), UK GDPR and PECR. */
export const euMissingConsent: Rule<Record<string, never>> = {
  key: 'eu-missing-consent',
  name: 'Missing consent',
  description:
    'An event from the EEA or the United Kingdom for which consent to measurement is not shown, by a decoded signal or by the word of the client; no answer counts as no consent.',
  category: 'PRIVACY',
  subject: 'viewer',
  points: 60,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: CITATIONS,
  check: ({ event, consent }) => {
    if (consent.allowed) return null;
    const law = lawOf(event, ASKS_FIRST);
    if (law.length === 0) return null;
    const measurement = consent.purposes.find(({ purpose }) => purpose === 'QOE_MEASUREMENT');
    const observed = (measurement?.reason ?? 'no consent reported.').slice(0, -1);
    return {
      observed,
      threshold: 'consent given',
      explanation: `Measured in ${event.region}, where ${law.map(({ regulation }) => regulation).join(' and ')} ask for consent first: ${observed}.`,
      law,
    };
  },
};
