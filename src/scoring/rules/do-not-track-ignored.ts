import { z } from 'zod';
import type { Regulation } from '#domain/risk.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

/** Where the law gives a right to object; elsewhere the viewer's word counts alone. */
const LAW: ReadonlySet<Regulation> = new Set(['GDPR', 'UK_GDPR', 'LGPD']);

/** A viewer asked not to be tracked, and events of theirs go on: the right to object, GDPR art. 21. */
export const doNotTrackIgnored: Rule<Record<string, never>> = {
  key: 'do-not-track-ignored',
  name: 'Do-not-track ignored',
  description: 'An event of a viewer that happened after the viewer set do-not-track.',
  category: 'RETENTION',
  subject: 'viewer',
  points: 60,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [
    { label: 'GDPR art. 21: right to object', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_21', regulations: ['GDPR'] },
    { label: 'UK GDPR art. 21: right to object', url: 'https://www.legislation.gov.uk/eur/2016/679/article/21', regulations: ['UK_GDPR'] },
    {
      label: 'LGPD art. 18(2): right to object',
      url: 'https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm',
      regulations: ['LGPD'],
    },
    { label: 'W3C Tracking Preference Expression (DNT)', url: 'https://www.w3.org/TR/tracking-dnt/' },
  ],
  check: ({ event, preferences: { doNotTrackSince } }) => {
    if (doNotTrackSince === null || event.occurredAt.getTime() <= doNotTrackSince.getTime()) return null;
    return {
      observed: `event at ${event.occurredAt.toISOString()}`,
      threshold: `no events after ${doNotTrackSince.toISOString()}`,
      explanation: `The viewer set do-not-track at ${doNotTrackSince.toISOString()}, and this event happened after it.`,
      law: lawOf(event, LAW),
    };
  },
};
