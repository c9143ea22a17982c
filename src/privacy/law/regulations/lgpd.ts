import type { Obligation } from '#domain/law.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';

const URL = 'https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm';

const ACCESS: Obligation = {
  kind: 'ACCESS_RESPONSE',
  within: 'P15D',
  businessDays: null,
  citation: { label: 'LGPD art. 19(II)', url: URL },
};

const COMMON = {
  regulation: 'LGPD',
  consentModel: 'LEGAL_BASIS',
  regions: ['BR'],
  citations: [{ label: 'LGPD (Lei 13.709/2018) art. 7, 10', url: URL }],
} as const;

/** Lei Geral de Proteção de Dados: in force since 2020-09-18; breach notices are timed by ANPD Resolution 15/2024 since 2024-04-26. */
export const LGPD: readonly LawEntry[] = [
  { ...COMMON, effectiveFrom: '2020-09-18', effectiveTo: '2024-04-25', obligations: [ACCESS], version: 'lgpd-1' },
  {
    ...COMMON,
    effectiveFrom: '2024-04-26',
    effectiveTo: null,
    obligations: [
      ACCESS,
      { kind: 'BREACH_NOTIFICATION', within: null, businessDays: 3, citation: { label: 'ANPD Resolution CD/ANPD 15/2024', url: null } },
    ],
    version: 'lgpd-2-breach-2024',
  },
];
