import type { RiskAlert } from '#domain/risk-alert.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import { NOON } from './builders.ts';

/** An alert with a place in the log; a test names only what matters to it. */
export const aRiskAlert = (overrides: Partial<RiskAlert> = {}): RiskAlert => ({
  sequence: 1,
  raisedAt: NOON,
  fingerprint: 'multi-region:viewer:viewer-1',
  ruleKey: 'multi-region',
  title: 'More regions than usual',
  level: 'HIGH',
  score: 65,
  categories: ['ACCOUNT'],
  findings: [],
  eventKey: '0'.repeat(32),
  eventOccurredAt: NOON,
  viewerId: 'viewer-1',
  contentId: null,
  region: 'NL',
  occurrences: 1,
  ...overrides,
});

/** The part of the alert log that a feed reads, over an array; a test can make it fail, slow, or forget. */
export type ArrayAlertLog = Pick<AlertLog, 'bounds' | 'head' | 'readAfter'> & {
  /** Appends `count` alerts with the next sequences and answers them. */
  raise(count?: number, overrides?: Partial<RiskAlert>): readonly RiskAlert[];
  /** Retention: drops everything up to `sequence`. */
  forgetUpTo(sequence: number): void;
  /** While true every read rejects. */
  isDown: boolean;
  /** Reads answered with alerts so far. */
  pagesRead: number;
};

export const createArrayAlertLog = (): ArrayAlertLog => {
  const alerts: RiskAlert[] = [];
  let head = 0;
  const reachable = (): void => {
    if (log.isDown) throw new Error('the database is away');
  };
  const log: ArrayAlertLog = {
    isDown: false,
    pagesRead: 0,
    raise(count = 1, overrides = {}) {
      const raised = Array.from({ length: count }, () => aRiskAlert({ sequence: ++head, ...overrides }));
      alerts.push(...raised);
      return raised;
    },
    forgetUpTo(sequence) {
      alerts.splice(0, alerts.findLastIndex((alert) => alert.sequence <= sequence) + 1);
    },
    async bounds() {
      reachable();
      return { head, oldest: alerts[0]?.sequence ?? head + 1 };
    },
    async head() {
      reachable();
      return head;
    },
    async readAfter(sequence, limit) {
      reachable();
      log.pagesRead += 1;
      const from = alerts.findIndex((alert) => alert.sequence > sequence);
      return from < 0 ? [] : alerts.slice(from, from + limit);
    },
  };
  return log;
};
