import type { RiskAlert } from '#domain/risk-alert.ts';

/** Live push of alerts between processes: fast, at most once, only a hint; the log in the store fills every gap. */
export type AlertBus = {
  /** Sends alerts that are committed, ascending by sequence. A failure is logged, never thrown. */
  publish(alerts: readonly RiskAlert[]): Promise<void>;
  /** Calls `listener` for every push that arrives until the answer is disposed. */
  listen(listener: (alerts: readonly RiskAlert[]) => void): Promise<AsyncDisposable>;
} & AsyncDisposable;
