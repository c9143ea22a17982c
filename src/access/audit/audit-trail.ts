/** What somebody did or was refused. `details` hold no personal data. */
export type AuditEntry = {
  /** Who: `KIND:id:name`. */
  readonly actor: string;
  /** What was done, e.g. `personal-data.read`. */
  readonly action: string;
  /** What it was done to, e.g. `viewer:<pseudonym>`; null when it is nothing or many. */
  readonly target: string | null;
  readonly outcome: 'OK' | 'FAILED' | 'DENIED';
  readonly details: Readonly<Record<string, unknown>> | null;
};

/** The log of who did what. */
export type AuditTrail = {
  /** Writes an entry and answers its sequence; rejects when it is not written, and then nothing may be answered that needs it. */
  record(entry: AuditEntry): Promise<number>;
};
