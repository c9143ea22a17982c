import type { RiskAlert } from '#domain/risk-alert.ts';
import type { RiskCategory, RiskLevel } from '#domain/risk.ts';

/** Conditions on alerts; absent ones do not restrict. Viewers are pseudonyms. */
export type AlertCriteria = {
  readonly raisedFrom?: Date;
  readonly raisedTo?: Date;
  readonly levels?: readonly RiskLevel[];
  readonly categories?: readonly RiskCategory[];
  readonly ruleKeys?: readonly string[];
  readonly regions?: readonly string[];
  readonly viewerIds?: readonly string[];
  readonly contentIds?: readonly string[];
};

/** One page of the log in either direction; `after` and `before` are exclusive sequences. */
export type AlertPageRequest = {
  readonly criteria: AlertCriteria;
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  /** 'first' takes from the low end of the open interval, 'last' from the high end; rows always ascend. */
  readonly from: 'first' | 'last';
};

/** The ordered alert log, as read. */
export type AlertLog = {
  /** Newest sequence (0 before the first alert) and oldest still kept (head + 1 when none is). */
  bounds(): Promise<{ readonly head: number; readonly oldest: number }>;
  /** Newest sequence alone: one row by primary key. */
  head(): Promise<number>;
  /** Up to `limit` alerts with a sequence above `sequence`, ascending. */
  readAfter(sequence: number, limit: number): Promise<readonly RiskAlert[]>;
  /** `limit + 1` is never returned: `hasMore` says whether the page was cut. */
  page(request: AlertPageRequest): Promise<{ readonly alerts: readonly RiskAlert[]; readonly hasMore: boolean }>;
  count(criteria: AlertCriteria, limit: number): Promise<number>;
  /** Alerts by sequence, in the order asked for, null where there is none. One statement. */
  bySequence(sequences: readonly number[]): Promise<readonly (RiskAlert | null)[]>;
};
