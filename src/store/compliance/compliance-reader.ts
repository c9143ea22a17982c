import type { Regulation, RiskCategory, RiskLevel } from '#domain/risk.ts';
import type { Granularity, Range } from '#store/statistics/statistics-reader.ts';

/** `range` as the statistics align it; `regions` undefined for all. */
export type ComplianceSelection = { readonly range: Range; readonly regions: readonly string[] | undefined };

export type RegionRisk = {
  readonly region: string;
  readonly evaluated: number;
  /** Events of level MEDIUM or above. */
  readonly flagged: number;
  /** Events of level HIGH or above. */
  readonly highRisk: number;
  readonly scoreSum: number;
};
/** Ordered by `flagged` descending, then region. */
export type RegionRiskPosition = { readonly flagged: number; readonly region: string };

export type ComplianceBucket = Range & { readonly evaluated: number; readonly alerts: number };

/** What the rules found, by when events occurred: read from rollups. */
export type ComplianceReader = {
  byLevel(selection: ComplianceSelection): Promise<readonly { readonly level: RiskLevel; readonly count: number }[]>;
  /** Findings, most frequent first; a finding under two laws counts for both. */
  byCategory(selection: ComplianceSelection): Promise<readonly { readonly category: RiskCategory; readonly count: number }[]>;
  byRule(selection: ComplianceSelection): Promise<readonly { readonly ruleKey: string; readonly count: number }[]>;
  /** How often SHADOW rules would have fired. */
  byShadowRule(selection: ComplianceSelection): Promise<readonly { readonly ruleKey: string; readonly count: number }[]>;
  byRegulation(selection: ComplianceSelection): Promise<readonly { readonly regulation: Regulation; readonly count: number }[]>;
  regions(
    selection: ComplianceSelection,
    page: { readonly after: RegionRiskPosition | null; readonly limit: number },
  ): Promise<{ readonly rows: readonly RegionRisk[]; readonly hasMore: boolean }>;
  /** Consecutive buckets, empty ones included; alerts by when the event that raised them occurred. */
  timeline(selection: ComplianceSelection, granularity: Granularity): Promise<readonly ComplianceBucket[]>;
};
