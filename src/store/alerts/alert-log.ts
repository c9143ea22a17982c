import type { AlertCondition } from '#domain/conditions/alert-condition.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';

/** One page of the log in either direction; `after` and `before` are exclusive sequences. */
export type AlertPageRequest = {
  readonly condition: AlertCondition;
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
  /** The number of matching alerts, counted up to `limit` + 1. */
  count(condition: AlertCondition, limit: number): Promise<number>;
  /** Alerts by sequence, in the order asked for, null where there is none. One statement. */
  bySequence(sequences: readonly number[]): Promise<readonly (RiskAlert | null)[]>;
};
