import type { AuditOutcome } from '#domain/audit/audit-entry.ts';

/** What became of an operation, as the access log tells it. */
export type SettledOperation = {
  readonly type: string;
  /** As its client calls it; null for one without a name. */
  readonly name: string | null;
  readonly outcome: AuditOutcome;
  readonly durationMs: number;
};
