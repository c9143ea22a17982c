import type { Obligation } from '#domain/law.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const URL = 'https://www.law.cornell.edu/uscode/text/18/2710';

const OBLIGATIONS: readonly Obligation[] = [
  { kind: 'DESTROY_VIEWING_RECORDS', within: 'P1Y', businessDays: null, citation: { label: '18 U.S.C. 2710(e)', url: URL } },
];

const COMMON = { regulation: 'VPPA', consentModel: 'DISCLOSURE_CONSENT', regions: ['US'], obligations: OBLIGATIONS } as const;

/** Video Privacy Protection Act, Pub. L. 100-618 of 1988-11-05; consent in advance for up to two years since Pub. L. 112-258 of 2013-01-10. */
export const VPPA: readonly LawEntry[] = [
  {
    ...COMMON,
    effectiveFrom: '1988-11-05',
    effectiveTo: '2013-01-09',
    citations: [{ label: '18 U.S.C. 2710(b)', url: URL }],
    version: 'vppa-1',
  },
  {
    ...COMMON,
    effectiveFrom: '2013-01-10',
    effectiveTo: null,
    citations: [{ label: '18 U.S.C. 2710(b)(2)(B)', url: URL }],
    version: 'vppa-2-amendments-2012',
  },
];
