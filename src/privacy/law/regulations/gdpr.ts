import type { Obligation } from '#domain/law.ts';
import type { Citation } from '#domain/risk.ts';
import { EEA_EFTA_STATES, EU_MEMBER_STATES, EU_TERRITORIES } from '#privacy/eu-member-states.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const URL = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj';

const CITATIONS: readonly Citation[] = [
  { label: 'GDPR art. 6(1)(a), 7', url: URL },
  { label: 'GDPR art. 8', url: URL },
];

const OBLIGATIONS: readonly Obligation[] = [
  { kind: 'ACCESS_RESPONSE', within: 'P1M', businessDays: null, citation: { label: 'GDPR art. 12(3), 15', url: URL } },
  { kind: 'ERASURE_RESPONSE', within: 'P1M', businessDays: null, citation: { label: 'GDPR art. 12(3), 17', url: URL } },
  { kind: 'BREACH_NOTIFICATION', within: 'PT72H', businessDays: null, citation: { label: 'GDPR art. 33(1)', url: URL } },
];

const COMMON = { regulation: 'GDPR', consentModel: 'OPT_IN', obligations: OBLIGATIONS } as const;

/** Regulation (EU) 2016/679: applied from 2018-05-25 (art. 99), in the EEA's other states from 2018-07-20, in the United Kingdom up to 2020-12-31. */
export const GDPR: readonly LawEntry[] = [
  {
    ...COMMON,
    regions: [...EU_MEMBER_STATES, ...EU_TERRITORIES],
    effectiveFrom: '2018-05-25',
    effectiveTo: null,
    citations: CITATIONS,
    version: 'gdpr-eu-1',
  },
  {
    ...COMMON,
    regions: [...EEA_EFTA_STATES],
    effectiveFrom: '2018-07-20',
    effectiveTo: null,
    citations: [...CITATIONS, { label: 'EEA Joint Committee Decision 154/2018', url: null }],
    version: 'gdpr-eea-efta-1',
  },
  {
    ...COMMON,
    regions: ['GB'],
    effectiveFrom: '2018-05-25',
    effectiveTo: '2020-12-31',
    citations: [...CITATIONS, { label: 'EU–UK Withdrawal Agreement art. 126, 127: transition until 2020-12-31', url: null }],
    version: 'gdpr-gb-1',
  },
];
