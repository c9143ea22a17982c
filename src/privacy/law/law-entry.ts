import type { RegulationApplicability } from '#domain/law.ts';
import type { Citation, Regulation } from '#domain/risk.ts';

/** Something a finding may rest on; `version` names it for ever. */
export type CitedLaw = { readonly version: string; readonly regulation: Regulation; readonly citations: readonly Citation[] };

/** One regulation as it stands in some regions over one span of days. A country stands for its parts as well. */
export type LawEntry = RegulationApplicability & {
  /** ISO 3166-1 alpha-2 or ISO 3166-2. */
  readonly regions: readonly string[];
};
