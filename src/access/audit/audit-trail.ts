import type { AuditEntry } from '#domain/audit/audit-entry.ts';

/** The log of who did what. */
export type AuditTrail = {
  /** Writes an entry and answers its sequence; rejects when it is not written, and then nothing may be answered that needs it. */
  record(entry: AuditEntry): Promise<number>;
  /** Has an entry written within a second, without waiting. What finds no room is counted, and the count is an entry of its own. */
  note(entry: AuditEntry): void;
};
