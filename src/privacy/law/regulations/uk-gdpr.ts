import type { Obligation } from '#domain/law.ts';
import type { Citation } from '#domain/risk.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const URL = 'https://www.legislation.gov.uk/eur/2016/679/contents';

const CITATIONS: readonly Citation[] = [
  { label: 'UK GDPR art. 6, 7', url: URL },
  { label: 'PECR reg. 6', url: 'https://www.legislation.gov.uk/uksi/2003/2426/regulation/6' },
];

const OBLIGATIONS: readonly Obligation[] = [
  { kind: 'ACCESS_RESPONSE', within: 'P1M', businessDays: null, citation: { label: 'UK GDPR art. 12(3), 15', url: URL } },
  { kind: 'ERASURE_RESPONSE', within: 'P1M', businessDays: null, citation: { label: 'UK GDPR art. 12(3), 17', url: URL } },
  { kind: 'BREACH_NOTIFICATION', within: 'PT72H', businessDays: null, citation: { label: 'UK GDPR art. 33(1)', url: URL } },
];

const COMMON = { regulation: 'UK_GDPR', consentModel: 'OPT_IN', regions: ['GB'], obligations: OBLIGATIONS } as const;

/** The GDPR as retained with PECR since 2021-01-01, and as the Data (Use and Access) Act 2025 changed both on 2026-02-05. */
export const UK_GDPR: readonly LawEntry[] = [
  { ...COMMON, effectiveFrom: '2021-01-01', effectiveTo: '2026-02-04', citations: CITATIONS, version: 'uk-gdpr-1' },
  {
    ...COMMON,
    effectiveFrom: '2026-02-05',
    effectiveTo: null,
    citations: [
      ...CITATIONS,
      {
        label: 'Data (Use and Access) Act 2025 s. 112, sch. 12 (PECR sch. A1)',
        url: 'https://www.legislation.gov.uk/ukpga/2025/18/contents',
      },
    ],
    version: 'uk-gdpr-2-duaa-2025',
  },
];
