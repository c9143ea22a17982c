import { z } from 'zod';
import type { AgeBand } from '#domain/playback-event.ts';
import type { Regulation } from '#domain/risk.ts';
import { digitalAgeOfConsent } from '#privacy/digital-age-of-consent.ts';
import type { CitedLaw } from '#privacy/law/law-entry.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule, type RuleInput, type Sighting } from '#scoring/rule.ts';

const COPPA: ReadonlySet<Regulation> = new Set(['COPPA']);
const ART_8: ReadonlySet<Regulation> = new Set(['GDPR', 'UK_GDPR']);
/** The oldest of a band; a viewer of whom more is not known is no child. */
const OLDEST: Partial<Readonly<Record<AgeBand, number>>> = { UNDER_13: 12, AGE_13_15: 15, AGE_16_17: 17 };

/** A child is measured and no parent agreed: COPPA (16 CFR 312.5) under 13 in the US, GDPR art. 8 under the age of the member state. */
export const childWithoutParentalConsent: Rule<Record<string, never>> = {
  key: 'child-without-parental-consent',
  name: 'Child without parental consent',
  description:
    'An event of a child under 13 in the United States, or of one whose whole age band is under the digital age of consent of its European state, without consent.',
  category: 'MINORS',
  subject: 'viewer',
  points: 70,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [
    { label: '16 CFR 312.5', url: 'https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-312', regulations: ['COPPA'] },
    { label: 'GDPR art. 8', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj', regulations: ['GDPR'] },
    { label: 'UK GDPR art. 8', url: 'https://www.legislation.gov.uk/eur/2016/679/contents', regulations: ['UK_GDPR'] },
  ],
  check: (input) => {
    const oldest = OLDEST[input.event.ageBand ?? 'UNKNOWN'];
    if (oldest === undefined) return null;
    return input.consent.regulations.includes('COPPA') ? underCoppa(input, oldest) : underArticle8(input, oldest);
  },
};

/** In the US nothing but a word of consent can be that of a parent: not having opted out is none. */
const underCoppa = ({ event }: RuleInput, oldest: number): Sighting | null => {
  if (oldest >= 13 || event.hasConsent === true) return null;
  const why = `COPPA asks for a parent's verifiable consent in ${event.region}, and the client reports none`;
  return sighting({ observed: 'under 13', age: 13, why, law: lawOf(event, COPPA) });
};

const underArticle8 = ({ event, consent }: RuleInput, oldest: number): Sighting | null => {
  if (consent.allowed) return null;
  const law = lawOf(event, ART_8);
  const own = digitalAgeOfConsent(event.region.slice(0, 2));
  if (law.length === 0 || oldest >= own.age) return null;
  const why = `${own.citations[0]?.label ?? 'the law'} asks for a parent's consent in ${event.region}, and there is none`;
  return sighting({ observed: `at most ${oldest} years`, age: own.age, why, law: [own, ...law] });
};

type Seen = { readonly observed: string; readonly age: number; readonly why: string; readonly law: readonly CitedLaw[] };

const sighting = ({ observed, age, why, law }: Seen): Sighting => ({
  observed: `${observed}, no consent`,
  threshold: `${age} years, or a parent's consent`,
  explanation: `The viewer is ${observed}: ${why}.`,
  law,
});
