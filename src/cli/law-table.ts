import { knownLaw } from '#maintenance/rules.ts';
import type { Obligation } from '#domain/law.ts';
import type { ReadmeTable } from './readme-table.ts';

/** Every entry of the law data: one regulation as it stands in some regions over one span of days. */
export const LAW_TABLE: ReadmeTable = {
  name: 'law',
  head: ['regulation', 'where', 'model', 'from', 'up to', 'asks for', 'rests on'],
  rows: () =>
    knownLaw().map(({ regulation, regions, consentModel, effectiveFrom, effectiveTo, obligations, citations }) => [
      regulation,
      regions.join(' '),
      consentModel,
      effectiveFrom,
      effectiveTo ?? '–',
      obligations.map(inWords).join(', ') || '–',
      citations.map(({ label }) => label).join('; '),
    ]),
};

const inWords = ({ kind, within, businessDays }: Obligation): string =>
  [kind, within ?? (businessDays === null ? null : `${businessDays} business days`)].filter((part) => part !== null).join(' ');
