import type { Citation, Finding, Regulation } from '#domain/risk.ts';
import { citedLaw } from '#privacy/law/cited-law.ts';
import type { RuleCitation } from './rule.ts';

/** What one finding rests on: the law of its event's region and day, and what its rule cites besides; each place once. */
export const findingCitations = ({ law = [], regulations }: Finding, ofRule: readonly RuleCitation[]): readonly Citation[] => {
  const ofLaw = law.flatMap((version) => citedLaw(version)?.citations ?? []);
  const besides = ofRule.filter((citation) => citation.regulations?.some((one) => isAmong(one, regulations)) ?? true);
  const all = [...ofLaw, ...besides].map(({ label, url }) => [label, { label, url }] as const);
  return [...new Map(all).values()];
};

const isAmong = (regulation: Regulation, regulations: readonly Regulation[]): boolean => regulations.includes(regulation);
