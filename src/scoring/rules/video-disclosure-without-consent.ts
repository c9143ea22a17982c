import { z } from 'zod';
import { PLAYBACK_EVENT_TYPES } from '#domain/playback-event.ts';
import type { Regulation } from '#domain/risk.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule, type RuleInput } from '#scoring/rule.ts';

const parameters = z.strictObject({
  /** What tells a third party who watches what: ad servers are told the title. */
  eventTypes: z.array(z.enum(PLAYBACK_EVENT_TYPES)).min(1),
  yearsMax: z.int().min(1).max(2),
});

const VPPA: ReadonlySet<Regulation> = new Set(['VPPA']);

/** A person and a title are told to a third party without separate consent of the last two years: VPPA, 18 U.S.C. 2710(b)(2)(B). */
export const videoDisclosureWithoutConsent: Rule<z.infer<typeof parameters>> = {
  key: 'video-disclosure-without-consent',
  name: 'Viewing disclosed without consent',
  description:
    'In the United States an event that discloses a viewer and a title to a third party, without separate consent given within the years before it.',
  category: 'PRIVACY',
  subject: 'viewer',
  points: 60,
  parameters,
  defaults: { eventTypes: ['AD_START'], yearsMax: 2 },
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: '18 U.S.C. 2710(b)(2)(B) (VPPA)', url: 'https://www.law.cornell.edu/uscode/text/18/2710' }],
  check: (input, { eventTypes, yearsMax }) => {
    const { event } = input;
    if (!eventTypes.includes(event.eventType) || !isUnderVppa(input)) return null;
    const givenAt = event.consent?.videoDisclosureConsentAt ?? null;
    if (givenAt !== null && isWithinYears(givenAt, event.occurredAt, yearsMax)) return null;
    const observed = givenAt === null ? 'no consent to disclosure' : `consent of ${givenAt.toISOString().slice(0, 10)}`;
    return {
      observed,
      threshold: `consent within ${yearsMax} years`,
      explanation: `${event.eventType} tells a third party who watches which title; VPPA asks for separate consent within ${yearsMax} years before: ${observed}.`,
      law: lawOf(event, VPPA),
    };
  },
};

/** It tells a person and a title, in the United States. */
const isUnderVppa = ({ event, viewerId, consent }: RuleInput): boolean =>
  viewerId !== null && event.contentId !== null && consent.regulations.includes('VPPA');

const isWithinYears = (givenAt: Date, at: Date, years: number): boolean => {
  const end = new Date(givenAt);
  end.setUTCFullYear(givenAt.getUTCFullYear() + years);
  return givenAt <= at && at <= end;
};
