import { z } from 'zod';
import { PLAYBACK_EVENT_TYPES } from '#domain/playback-event.ts';
import type { Regulation } from '#domain/risk.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule, type RuleInput } from '#scoring/rule.ts';

const parameters = z.strictObject({
  /** What hands data of the viewer to others: advertising. */
  eventTypes: z.array(z.enum(PLAYBACK_EVENT_TYPES)).min(1),
});

const OPT_OUT_LAW: ReadonlySet<Regulation> = new Set(['CCPA', 'US_STATE_OPT_OUT']);

/** A viewer opted out of sale or sharing, and ads go on: Cal. Civ. Code 1798.120 and .135, 11 CCR 7025 (GPC), the laws of other US states. */
export const saleOptOutIgnored: Rule<z.infer<typeof parameters>> = {
  key: 'sale-opt-out-ignored',
  name: 'Opt-out of sale ignored',
  description:
    'An ad plays to a viewer who opted out of sale or sharing (GPC, US Privacy, GPP or a preference) where the law of a US state heeds it.',
  category: 'PRIVACY',
  subject: 'viewer',
  points: 60,
  parameters,
  defaults: { eventTypes: ['AD_START', 'AD_END'] },
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [
    {
      label: 'Cal. Civ. Code 1798.120, 1798.135',
      url: 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.120.',
      regulations: ['CCPA'],
    },
    { label: '11 CCR 7025, 7026', url: null, regulations: ['CCPA'] },
    { label: 'Global Privacy Control specification', url: 'https://www.w3.org/TR/gpc/' },
  ],
  check: (input, { eventTypes }) => {
    const { event } = input;
    if (!eventTypes.includes(event.eventType)) return null;
    const evidence = evidenceOf(input);
    if (evidence === null) return null;
    const law = lawOf(event, OPT_OUT_LAW);
    if (law.length === 0) return null;
    return {
      observed: `${event.eventType} after an opt-out: ${evidence}`,
      threshold: 'no sale or sharing after an opt-out',
      explanation: `The viewer opted out of sale and sharing (${evidence}), which ${law.map(({ regulation }) => regulation).join(' and ')} heeds in ${event.region}; ${event.eventType} says that an ad played.`,
      law,
    };
  },
};

/** What says that the viewer opted out, in words; a preference counts from when it was asked for. */
const evidenceOf = ({ event, consent, preferences: { saleOptOutSince } }: RuleInput): string | null => {
  if (consent.saleOptOut !== null) return consent.saleOptOut;
  const isAsked = saleOptOutSince !== null && saleOptOutSince < event.occurredAt;
  return isAsked ? `a preference of ${saleOptOutSince.toISOString()}` : null;
};
