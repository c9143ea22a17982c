import type { RiskAlert } from '#domain/risk-alert.ts';
import type { FeedMessage } from './alert-feed.ts';

export type AlertMessage = Extract<FeedMessage, { kind: 'alert' }>;

/** The newest alerts of the log, without holes, each as the one message object that every follower receives. */
export type AlertRing = {
  /** Sequence of the newest alert; alerts are appended at head + 1. */
  head(): number;
  /** Whether the alert after `position` is here, or would be when it comes. */
  reaches(position: number): boolean;
  at(sequence: number): AlertMessage | undefined;
  /** Appends the alerts that continue the ring and ignores those it had; answers false when one lies beyond a hole, which stays out. */
  append(alerts: readonly RiskAlert[]): boolean;
  /** Forgets everything; the next alert is `head` + 1. */
  restart(head: number): void;
};

/** A ring of at most `size` alerts, empty, that continues after `start`. */
export const createAlertRing = (size: number, start: number): AlertRing => {
  const slots: (AlertMessage | undefined)[] = [];
  let head = start;
  let oldest = start + 1;
  return {
    head: () => head,
    reaches: (position) => position + 1 >= oldest,
    at: (sequence) => (sequence >= oldest && sequence <= head ? slots[sequence % size] : undefined),
    append(alerts) {
      for (const alert of alerts) {
        if (alert.sequence > head + 1) return false;
        if (alert.sequence <= head) continue;
        head = alert.sequence;
        slots[head % size] = toMessage(alert);
        oldest = Math.max(oldest, head - size + 1);
      }
      return true;
    },
    restart(newHead) {
      slots.length = 0;
      head = newHead;
      oldest = newHead + 1;
    },
  };
};

/** The message of an alert: its place is its position, its time that of the alert. */
export const toMessage = (alert: RiskAlert): AlertMessage => ({ kind: 'alert', position: alert.sequence, at: alert.raisedAt, alert });
