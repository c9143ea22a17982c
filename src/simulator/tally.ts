import type { Sent } from './send-batch.ts';

/** What became of a simulation so far, in events; `retried` counts requests. */
export type SimulationTotals = {
  /** Events whose batch was taken or given up: accepted + rejected + failed. */
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Events of batches given up; they may or may not have been taken. */
  readonly failed: number;
  readonly retried: number;
  /** What the server or the connection said last against a batch or an event, or null. */
  readonly complaint: string | null;
};

export type Tally = {
  add(events: number, sent: Sent): void;
  totals(): SimulationTotals;
  /** Events sent each second over the last SPAN_MS, as seen at each call. */
  perSecond(): number;
};

const SPAN_MS = 2000;

/** Counts what was sent. `now` is in milliseconds and never goes back. */
export const createTally = (now: () => number): Tally => {
  let totals: SimulationTotals = { sent: 0, accepted: 0, rejected: 0, failed: 0, retried: 0, complaint: null };
  let samples: readonly { readonly at: number; readonly sent: number }[] = [{ at: now(), sent: 0 }];

  function perSecond(): number {
    const at = now();
    const recent = samples.findLastIndex((sample) => at - sample.at >= SPAN_MS);
    samples = [...samples.slice(Math.max(0, recent)), { at, sent: totals.sent }];
    const [oldest] = samples;
    return oldest === undefined || at <= oldest.at ? 0 : ((totals.sent - oldest.sent) * 1000) / (at - oldest.at);
  }

  return {
    add: (events, sent) => {
      totals = sumOf(totals, events, sent);
    },
    totals: () => totals,
    perSecond,
  };
};

const sumOf = (totals: SimulationTotals, events: number, sent: Sent): SimulationTotals => ({
  sent: totals.sent + events,
  accepted: totals.accepted + (sent.kind === 'taken' ? sent.accepted : 0),
  rejected: totals.rejected + (sent.kind === 'taken' ? sent.rejected : 0),
  failed: totals.failed + (sent.kind === 'failed' ? events : 0),
  retried: totals.retried + sent.retries,
  complaint: sent.complaint ?? totals.complaint,
});
