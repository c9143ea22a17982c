import type { LawEntry } from '#privacy/law/law-entry.ts';

/** Canada's federal law for the private sector, in full since 2004-01-01; consent may be implied for what is not sensitive (Schedule 1, 4.3.6). */
export const PIPEDA: readonly LawEntry[] = [
  {
    regulation: 'PIPEDA',
    consentModel: 'OPT_OUT',
    regions: ['CA'],
    effectiveFrom: '2004-01-01',
    effectiveTo: null,
    obligations: [],
    citations: [{ label: 'PIPEDA Schedule 1, 4.3', url: 'https://laws-lois.justice.gc.ca/eng/acts/P-8.6/' }],
    version: 'pipeda-1',
  },
];
