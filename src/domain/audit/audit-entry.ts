/** How something ended: done, not done, or not allowed. */
export const AUDIT_OUTCOMES = ['OK', 'FAILED', 'DENIED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Plain values, nested at will. */
export type AuditDetails = Readonly<Record<string, unknown>>;

/** What somebody did or was refused. It holds no personal data and no secrets, `details` included. */
export type AuditEntry = {
  /** When it began; when it is written down unless said. */
  readonly at?: Date;
  /** Who: `KIND:id:name`. */
  readonly actor: string;
  /** What was done, e.g. `personal-data.read`. */
  readonly action: string;
  /** What it was done to, e.g. `Viewer:<pseudonym>`; null when it is nothing or many. */
  readonly target: string | null;
  /** The operation it was part of, by its name. */
  readonly operationName?: string | null;
  readonly outcome: AuditOutcome;
  /** How long it took in milliseconds; 0 unless said. */
  readonly durationMs?: number;
  readonly details: AuditDetails | null;
};

/** An entry in the log: with its place, and tied to the one before. */
export type LoggedEntry = Required<AuditEntry> & {
  /** From 1, without holes. */
  readonly sequence: number;
  /** Hash of the entry before, GENESIS_HASH for the first. */
  readonly previousHash: string;
  /** SHA-256 over everything else of the entry, in hexadecimal digits. */
  readonly hash: string;
};

/** The end of the log: who has kept one finds out that later entries, or all of them, were made anew. */
export type AuditHead = { readonly sequence: number; readonly hash: string };
