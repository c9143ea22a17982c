import type { Obligation } from '#domain/law.ts';
import type { Citation } from '#domain/risk.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const section = (number: string): string =>
  `https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.${number}.`;

const CITATIONS: readonly Citation[] = [
  { label: 'Cal. Civ. Code 1798.120', url: section('120') },
  { label: 'Cal. Civ. Code 1798.135', url: section('135') },
];

const REQUESTS: readonly Obligation[] = [
  {
    kind: 'ACCESS_RESPONSE',
    within: 'P45D',
    businessDays: null,
    citation: { label: 'Cal. Civ. Code 1798.130(a)(2)', url: section('130') },
  },
  {
    kind: 'ERASURE_RESPONSE',
    within: 'P45D',
    businessDays: null,
    citation: { label: 'Cal. Civ. Code 1798.105, 1798.130(a)(2)', url: section('105') },
  },
];

const OBLIGATIONS: readonly Obligation[] = [
  ...REQUESTS,
  { kind: 'OPT_OUT_RESPONSE', within: null, businessDays: 15, citation: { label: '11 CCR 7026', url: null } },
];

const COMMON = { regulation: 'CCPA', consentModel: 'OPT_OUT', regions: ['US-CA'] } as const;

/** California's Consumer Privacy Act of 2018, as the CPRA changed it on 2023-01-01, and with the regulations of 2026-01-01. */
export const CCPA: readonly LawEntry[] = [
  {
    ...COMMON,
    effectiveFrom: '2020-01-01',
    effectiveTo: '2022-12-31',
    obligations: REQUESTS,
    citations: CITATIONS,
    version: 'ccpa-1',
  },
  {
    ...COMMON,
    effectiveFrom: '2023-01-01',
    effectiveTo: '2025-12-31',
    obligations: OBLIGATIONS,
    citations: [...CITATIONS, { label: 'California Privacy Rights Act of 2020', url: null }],
    version: 'ccpa-2-cpra',
  },
  {
    ...COMMON,
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    obligations: OBLIGATIONS,
    citations: [...CITATIONS, { label: '11 CCR 7025, 7026 as of 2026-01-01', url: null }],
    version: 'ccpa-3-regulations-2026',
  },
];
