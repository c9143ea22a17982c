import { EU_MEMBER_STATES, EU_TERRITORIES } from '#privacy/eu-member-states.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

/**
 * Directive 2010/13/EU art. 6a(2), by Directive (EU) 2018/1808, to be law by 2020-09-19: minors' data is not for advertising or profiling.
 * Of the EEA's other states, Norway had to approve EEA Joint Committee Decision 337/2022 first; until the day it entered into force is
 * known from the source, they are not listed.
 */
export const AVMSD: readonly LawEntry[] = [
  {
    regulation: 'AVMSD',
    consentModel: 'PROHIBITION',
    regions: [...EU_MEMBER_STATES, ...EU_TERRITORIES],
    effectiveFrom: '2020-09-19',
    effectiveTo: null,
    obligations: [],
    citations: [
      { label: 'AVMSD 2010/13/EU art. 6a(2)', url: 'https://eur-lex.europa.eu/eli/dir/2010/13/oj' },
      { label: 'Directive (EU) 2018/1808 art. 1(10), 2(1)', url: 'https://eur-lex.europa.eu/eli/dir/2018/1808/oj' },
    ],
    version: 'avmsd-eu-1',
  },
];
