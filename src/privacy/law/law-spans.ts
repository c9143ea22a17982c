import type { Regulation } from '#domain/risk.ts';
import { LAW } from './law.ts';
import type { LawEntry } from './law-entry.ts';

/** Regions in which a regulation applies, from one instant up to, not including, another; null is for ever. */
export type LawSpan = {
  /** ISO 3166-1 alpha-2, with all their parts. */
  readonly countries: readonly string[];
  /** ISO 3166-2. */
  readonly parts: readonly string[];
  readonly from: Date;
  readonly to: Date | null;
};

/** Where and when any of these regulations applies: true of exactly the regions and days for which `regulationsIn` names one. */
export const lawSpans = (regulations: readonly Regulation[]): readonly LawSpan[] => {
  const entries = LAW.filter(({ regulation }) => regulations.includes(regulation));
  const bySpan = Map.groupBy(entries, ({ effectiveFrom, effectiveTo }) => `${effectiveFrom} ${effectiveTo}`);
  return [...bySpan.values()].map(spanOf);
};

const DAY_MS = 86_400_000;

const spanOf = (entries: readonly LawEntry[]): LawSpan => {
  const regions = [...new Set(entries.flatMap((entry) => entry.regions))];
  const [first] = entries;
  const lastDay = first?.effectiveTo ?? null;
  return {
    countries: regions.filter(isCountry),
    parts: regions.filter((region) => !isCountry(region)),
    from: new Date(first?.effectiveFrom ?? 0),
    to: lastDay === null ? null : new Date(Date.parse(lastDay) + DAY_MS),
  };
};

const isCountry = (region: string): boolean => region.length === 2;
