import type { AuditDetails, AuditOutcome, LoggedEntry } from '#domain/audit/audit-entry.ts';

/** A row of `audit_log` as the drivers answer it: times and large numbers may be text. */
export type AuditRow = {
  readonly sequence: number | string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly operation_name: string | null;
  readonly outcome: AuditOutcome;
  readonly duration_ms: number;
  readonly details: AuditDetails | null;
  readonly previous_hash: string;
  readonly hash: string;
};

/** The entry a row holds. */
export const entryOf = (row: AuditRow): LoggedEntry => ({
  sequence: Number(row.sequence),
  at: new Date(row.at),
  actor: row.actor,
  action: row.action,
  target: row.target,
  operationName: row.operation_name,
  outcome: row.outcome,
  durationMs: row.duration_ms,
  details: row.details,
  previousHash: row.previous_hash,
  hash: row.hash,
});
