import type { LawEntry } from '#privacy/law/law-entry.ts';

/** Québec's Law 25 (2021, c. 25): what identifies, locates or profiles is off until the person turns it on, since 2023-09-22. */
export const QUEBEC_LAW_25: readonly LawEntry[] = [
  {
    regulation: 'QC_LAW_25',
    consentModel: 'OPT_IN',
    regions: ['CA-QC'],
    effectiveFrom: '2023-09-22',
    effectiveTo: null,
    obligations: [],
    citations: [{ label: 'CQLR c. P-39.1, s. 8.1, 14', url: 'https://www.legisquebec.gouv.qc.ca/en/document/cs/P-39.1' }],
    version: 'qc-law-25-1',
  },
];
