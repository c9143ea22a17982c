import type { LawEntry } from '#privacy/law/law-entry.ts';

const URL = 'https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-312';

const COMMON = { regulation: 'COPPA', consentModel: 'PARENTAL_CONSENT', regions: ['US'] } as const;

/** Children's Online Privacy Protection Rule: since 2000-04-21; as amended in 2025, to be complied with by 2026-04-22. */
export const COPPA: readonly LawEntry[] = [
  {
    ...COMMON,
    effectiveFrom: '2000-04-21',
    effectiveTo: '2026-04-21',
    obligations: [],
    citations: [{ label: '16 CFR 312.5', url: URL }],
    version: 'coppa-1',
  },
  {
    ...COMMON,
    effectiveFrom: '2026-04-22',
    effectiveTo: null,
    obligations: [{ kind: 'RETENTION_LIMIT', within: null, businessDays: null, citation: { label: '16 CFR 312.10', url: URL } }],
    citations: [
      { label: '16 CFR 312.5', url: URL },
      { label: 'COPPA Rule as amended, 90 FR 16918 (2025-04-22)', url: null },
    ],
    version: 'coppa-2-amended-2025',
  },
];
