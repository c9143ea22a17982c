import { z } from 'zod';
import type { Regulation } from '#domain/risk.ts';
import { lawOf } from '#scoring/law-of.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

/** Where the law gives a right to deletion; elsewhere the viewer's word counts alone. */
const LAW: ReadonlySet<Regulation> = new Set(['GDPR', 'UK_GDPR', 'CCPA', 'LGPD']);

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
    { label: 'GDPR art. 17: right to erasure', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_17', regulations: ['GDPR'] },
    { label: 'UK GDPR art. 17: right to erasure', url: 'https://www.legislation.gov.uk/eur/2016/679/article/17', regulations: ['UK_GDPR'] },
    {
      label: 'Cal. Civ. Code 1798.105: right to delete',
      url: 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.105',
      regulations: ['CCPA'],
    },
    {
      label: 'LGPD art. 18(VI): right to erasure',
      url: 'https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm',
      regulations: ['LGPD'],
    },
  ],
  check: ({ event, preferences: { deletionRequestedAt } }) => {
    if (deletionRequestedAt === null || event.occurredAt.getTime() <= deletionRequestedAt.getTime()) return null;
    return {
      observed: `event at ${event.occurredAt.toISOString()}`,
      threshold: `no events after ${deletionRequestedAt.toISOString()}`,
      explanation: `The viewer asked for deletion at ${deletionRequestedAt.toISOString()}, and this event happened after it.`,
      law: lawOf(event, LAW),
    };
  },
};
