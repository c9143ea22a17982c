import { z } from 'zod';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

/** A viewer asked for deletion, and events of theirs go on: GDPR art. 17, Cal. Civ. Code § 1798.105. */
export const deletionRequestedIgnored: Rule<Record<string, never>> = {
  key: 'deletion-requested-ignored',
  name: 'Deletion request ignored',
  description: 'An event of a viewer that happened after the viewer asked for their data to be deleted.',
  category: 'RETENTION',
  subject: 'viewer',
  points: 70,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [
    { label: 'GDPR art. 17: right to erasure', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_17' },
    {
      label: 'Cal. Civ. Code § 1798.105: right to delete',
      url: 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.105',
    },
  ],
  check: ({ event, preferences: { deletionRequestedAt } }) => {
    if (deletionRequestedAt === null || event.occurredAt.getTime() <= deletionRequestedAt.getTime()) return null;
    return {
      observed: `event at ${event.occurredAt.toISOString()}`,
      threshold: `no events after ${deletionRequestedAt.toISOString()}`,
      explanation: `The viewer asked for deletion at ${deletionRequestedAt.toISOString()}, and this event happened after it.`,
    };
  },
};
