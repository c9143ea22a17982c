import type { RiskAlert } from '#domain/risk-alert.ts';
import type { Finding, RiskCategory, RiskLevel } from '#domain/risk.ts';

/** A row of `risk_alerts` as the drivers answer it: times and large numbers may be text. */
export type AlertRow = {
  readonly sequence: number | string;
  readonly raised_at: string;
  readonly fingerprint: string;
  readonly rule_key: string;
  readonly title: string;
  readonly level: RiskLevel;
  readonly score: number;
  readonly categories: readonly RiskCategory[];
  readonly findings: readonly Finding[];
  readonly event_key: string;
  readonly event_occurred_at: string;
  readonly viewer_id: string | null;
  readonly content_id: string | null;
  readonly region: string;
  readonly occurrences: number | string;
};

/** The alert a row holds. */
export const alertOf = (row: AlertRow): RiskAlert => ({
  sequence: Number(row.sequence),
  raisedAt: new Date(row.raised_at),
  fingerprint: row.fingerprint,
  ruleKey: row.rule_key,
  title: row.title,
  level: row.level,
  score: row.score,
  categories: row.categories,
  findings: row.findings,
  eventKey: row.event_key.replaceAll('-', ''),
  eventOccurredAt: new Date(row.event_occurred_at),
  viewerId: row.viewer_id,
  contentId: row.content_id,
  region: row.region,
  occurrences: Number(row.occurrences),
});
