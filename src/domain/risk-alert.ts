import type { Finding, RiskCategory, RiskLevel } from './risk.ts';

/** A high-risk event worth a person's attention, before it has its place in the log. */
export type AlertCandidate = {
  /** Leading rule and subject, e.g. `multi-region:viewer:0b6f…`. */
  readonly fingerprint: string;
  /** Names the repeat window: alerts of one fingerprint and repeat key are one alert. */
  readonly repeatKey: string;
  readonly ruleKey: string;
  readonly title: string;
  readonly level: RiskLevel;
  readonly score: number;
  readonly categories: readonly RiskCategory[];
  readonly findings: readonly Finding[];
  readonly eventKey: string;
  readonly eventOccurredAt: Date;
  readonly viewerId: string | null;
  readonly contentId: string | null;
  readonly region: string;
  readonly occurrences: number;
};

/** An alert in the log. `sequence` has neither holes nor inversions. */
export type RiskAlert = Omit<AlertCandidate, 'repeatKey'> & {
  /** Place in the log, from 1. Alerts are looked up by it. */
  readonly sequence: number;
  readonly raisedAt: Date;
};
