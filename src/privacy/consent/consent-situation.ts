import type { Citation, Regulation } from '#domain/risk.ts';
import type { AgeBand } from '#domain/playback-event.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';
import type { Evidence } from './evidence.ts';

/** What a purpose is decided from: the law of the place and day, the evidence, and how old the viewer is. */
export type ConsentSituation = {
  readonly evidence: Evidence;
  readonly law: readonly LawEntry[];
  /** Of the law, what asks for consent first. */
  readonly optIn: readonly LawEntry[];
  readonly ageBand: AgeBand | null;
};

/** What the entries cite, each place once. */
export const citationsOf = (entries: readonly LawEntry[]): readonly Citation[] => [
  ...new Map(entries.flatMap(({ citations }) => citations).map((citation) => [citation.label, citation])).values(),
];

/** The entries of these regulations. */
export const only = (law: readonly LawEntry[], ...regulations: readonly Regulation[]): readonly LawEntry[] =>
  law.filter(({ regulation }) => regulations.includes(regulation));
