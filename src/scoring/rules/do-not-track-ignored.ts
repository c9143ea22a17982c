import { z } from 'zod';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

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
    { label: 'GDPR art. 21: right to object', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_21' },
    { label: 'W3C Tracking Preference Expression (DNT)', url: 'https://www.w3.org/TR/tracking-dnt/' },
  ],
  check: ({ event, preferences: { doNotTrackSince } }) => {
    if (doNotTrackSince === null || event.occurredAt.getTime() <= doNotTrackSince.getTime()) return null;
    return {
      observed: `event at ${event.occurredAt.toISOString()}`,
      threshold: `no events after ${doNotTrackSince.toISOString()}`,
      explanation: `The viewer set do-not-track at ${doNotTrackSince.toISOString()}, and this event happened after it.`,
    };
  },
};
