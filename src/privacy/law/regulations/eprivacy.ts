import type { Citation } from '#domain/risk.ts';
import { EEA_EFTA_STATES, EU_MEMBER_STATES, EU_TERRITORIES } from '#privacy/eu-member-states.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const CITATIONS: readonly Citation[] = [
  { label: 'ePrivacy Directive 2002/58/EC art. 5(3)', url: 'https://eur-lex.europa.eu/eli/dir/2002/58/oj' },
  { label: 'Directive 2009/136/EC art. 2(5)', url: 'https://eur-lex.europa.eu/eli/dir/2009/136/oj' },
  { label: 'EDPB Guidelines 2/2023 on the technical scope of art. 5(3)', url: null },
];

const COMMON = { regulation: 'EPRIVACY', consentModel: 'OPT_IN', obligations: [], citations: CITATIONS } as const;

/** Croatia joined in 2013; Mayotte became part of the Union's territory in 2014. */
const LATER_REGIONS: ReadonlySet<string> = new Set(['HR', 'YT']);

/**
 * Directive 2002/58/EC art. 5(3): reading from or writing to terminal equipment, a connected TV included, needs consent
 * since Directive 2009/136/EC, to be law in the member states by 2011-05-25. The EEA's other states adopted it on days
 * of their own; there it is dated by the GDPR, whose consent it asks for since (GDPR art. 94(2)).
 */
export const EPRIVACY: readonly LawEntry[] = [
  {
    ...COMMON,
    regions: [...EU_MEMBER_STATES, ...EU_TERRITORIES].filter((region) => !LATER_REGIONS.has(region)),
    effectiveFrom: '2011-05-25',
    effectiveTo: null,
    version: 'eprivacy-eu-1',
  },
  { ...COMMON, regions: ['HR'], effectiveFrom: '2013-07-01', effectiveTo: null, version: 'eprivacy-hr-1' },
  { ...COMMON, regions: ['YT'], effectiveFrom: '2014-01-01', effectiveTo: null, version: 'eprivacy-yt-1' },
  { ...COMMON, regions: [...EEA_EFTA_STATES], effectiveFrom: '2018-07-20', effectiveTo: null, version: 'eprivacy-eea-efta-1' },
  { ...COMMON, regions: ['GB'], effectiveFrom: '2011-05-25', effectiveTo: '2020-12-31', version: 'eprivacy-gb-1' },
];
