import type { AuditEntry, AuditHead, LoggedEntry } from '#domain/audit/audit-entry.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

/** Conditions on entries: all that are given must be met; a list is met by any of its values. */
export type AuditCondition = {
  readonly range?: Range;
  /** Whole actors, or `KIND:id` of one whatever its name. */
  readonly actors?: readonly string[];
  readonly actions?: readonly string[];
  readonly target?: string;
};

export type AuditPageRequest = { readonly condition: AuditCondition; readonly before: number | null; readonly limit: number };

/** Where the log begins and ends. Both are kept apart from the entries, so that entries cut off at either end are missed. */
export type AuditBounds = {
  /** What the oldest entry that is kept is tied to: sequence 0 until retention took entries away. */
  readonly start: AuditHead;
  readonly head: AuditHead;
};

/** The log of who did what: it is only ever added to, by one writer at a time. */
export type AuditLog = {
  /** Adds entries in one transaction, one behind the other; answers the sequence of the first. */
  append(entries: readonly AuditEntry[]): Promise<number>;
  bounds(): Promise<AuditBounds>;
  /** Up to `limit` entries with a sequence above `sequence`, ascending. */
  readAfter(sequence: number, limit: number): Promise<readonly LoggedEntry[]>;
  /** The newest first. */
  page(request: AuditPageRequest): Promise<{ readonly entries: readonly LoggedEntry[]; readonly hasMore: boolean }>;
  bySequence(sequence: number): Promise<LoggedEntry | null>;
  /**
   * Retention, and the only way entries leave: takes away those that are older, up to `limit` of them from the beginning, and adds
   * an entry that says so. Answers how many went.
   */
  prune(before: Date, limit: number): Promise<number>;
};
