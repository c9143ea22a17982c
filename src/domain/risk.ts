export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export const RISK_CATEGORIES = [
  'PRIVACY',
  'RETENTION',
  'ACCOUNT',
  'CONTENT',
  'DEVICE',
  'SECURITY',
  'ANOMALY',
  'DATA_QUALITY',
  'MINORS',
  'OPERATIONS',
] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number];

export const REGULATIONS = [
  'GDPR',
  'EPRIVACY',
  'UK_GDPR',
  'AVMSD',
  'CCPA',
  'US_STATE_OPT_OUT',
  'VPPA',
  'COPPA',
  'LGPD',
  'PIPEDA',
  'QC_LAW_25',
] as const;
export type Regulation = (typeof REGULATIONS)[number];

/** A place in a law or guideline that a statement rests on. */
export type Citation = { readonly label: string; readonly url: string | null };

/** What one rule saw in one event. Its points are part of the sum that is the score. */
export type Finding = {
  readonly ruleKey: string;
  readonly category: RiskCategory;
  /** 0–100; 0 for a rule that failed; negative for one that takes points of a category back. */
  readonly points: number;
  readonly observed: string;
  readonly threshold: string | null;
  readonly explanation: string;
  readonly regulations: readonly Regulation[];
  /** Versions of the law it rests on, as it stood in the region and on the day of the event. Old findings have none. */
  readonly law?: readonly string[];
  /** Why the rule contributed nothing, or null. */
  readonly error: string | null;
};

/** The score of one event: `score` = clamp(Σ points, 0, 100). */
export type RiskAssessment = {
  readonly score: number;
  readonly level: RiskLevel;
  readonly findings: readonly Finding[];
  /** Keys of window rules that could not be asked because the event came later than their memory reaches. */
  readonly skippedRules: readonly string[];
  /** Keys of SHADOW rules that would have fired: no findings, and so in no score and no alert. */
  readonly shadowRules: readonly string[];
  readonly rulesetVersion: string;
  readonly evaluatedAt: Date;
};

/** The scores at which a level begins; below `medium` is LOW. */
export type LevelThresholds = { readonly medium: number; readonly high: number; readonly critical: number };

/** True when `level` is at least `floor`. */
export const isAtLeast = (level: RiskLevel, floor: RiskLevel): boolean => RISK_LEVELS.indexOf(level) >= RISK_LEVELS.indexOf(floor);
