import { LRUCache } from 'lru-cache';
import type { LawEntry } from './law-entry.ts';
import { LAW } from './law.ts';

/**
 * The regulations that apply in a region (ISO 3166-1 alpha-2 or 3166-2) on a UTC day, a country's law in its parts too.
 * Equal questions get the same list; empty where nothing is known to apply.
 */
export const regulationsIn = (region: string, on: Date): readonly LawEntry[] => {
  const day = Math.floor(on.getTime() / DAY_MS);
  const key = `${region} ${day}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const entries = [...(byRegion.get(region) ?? NONE), ...(region.length > 2 ? (byRegion.get(region.slice(0, 2)) ?? NONE) : NONE)];
  const found = entries.filter((span) => span.fromDay <= day && day <= span.toDay).toSorted((a, b) => a.position - b.position);
  const answer = found.map(({ entry }) => entry);
  answers.set(key, answer);
  return answer;
};

const DAY_MS = 86_400_000;
/** Regions and days whose law is kept at hand. */
const ANSWERS_MAX = 20_000;
const answers = new LRUCache<string, readonly LawEntry[]>({ max: ANSWERS_MAX });

type Span = { readonly entry: LawEntry; readonly position: number; readonly fromDay: number; readonly toDay: number };

const NONE: readonly Span[] = [];

const dayOf = (isoDay: string): number => Date.parse(isoDay) / DAY_MS;

const spanOf = (entry: LawEntry, position: number): Span => ({
  entry,
  position,
  fromDay: dayOf(entry.effectiveFrom),
  toDay: entry.effectiveTo === null ? Infinity : dayOf(entry.effectiveTo),
});

const byRegion: ReadonlyMap<string, readonly Span[]> = Map.groupBy(
  LAW.flatMap((entry, position) => entry.regions.map((region) => ({ region, ...spanOf(entry, position) }))),
  ({ region }) => region,
);
