import type { RegulationApplicability } from '#domain/law.ts';

/** One regulation as it stands in some regions over one span of days. A country stands for its parts as well. */
export type LawEntry = RegulationApplicability & {
  /** ISO 3166-1 alpha-2 or ISO 3166-2. */
  readonly regions: readonly string[];
};
