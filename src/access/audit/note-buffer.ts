import type { AuditEntry } from '#domain/audit/audit-entry.ts';

/** Notes that wait to be written: minutes of a busy server, about 10 MB. */
export const NOTES_MAX = 20_000;

/** Notes that wait, in the order in which they came. */
export type NoteBuffer = {
  /** Without room the note is dropped and counted. */
  add(entry: AuditEntry): void;
  /** The oldest, and before them an entry about those for which there was no room. */
  take(limit: number): readonly AuditEntry[];
  /** Notes that could not be written wait again, before the others. */
  putBack(entries: readonly AuditEntry[]): void;
  count(): number;
};

/** What found no room. */
type Gap = { readonly from: Date; readonly to: Date; readonly count: number };

/** A buffer of at most NOTES_MAX. */
export const createNoteBuffer = (now: () => Date): NoteBuffer => {
  let waiting: AuditEntry[] = [];
  let gap: Gap | null = null;
  return {
    add(entry) {
      if (waiting.length < NOTES_MAX) waiting.push({ at: now(), ...entry });
      else gap = { from: gap?.from ?? now(), to: now(), count: (gap?.count ?? 0) + 1 };
    },
    take(limit) {
      if (limit <= 0) return [];
      const told = gap === null ? [] : [gapEntry(gap)];
      gap = null;
      return [...told, ...waiting.splice(0, limit - told.length)];
    },
    putBack(entries) {
      waiting = [...entries, ...waiting];
    },
    count: () => waiting.length + (gap === null ? 0 : 1),
  };
};

const gapEntry = ({ from, to, count }: Gap): AuditEntry => ({
  at: to,
  actor: 'SYSTEM:audit:audit',
  action: 'audit.gap',
  target: null,
  outcome: 'FAILED',
  details: { lost: count, from: from.toISOString(), to: to.toISOString(), reason: 'no room for notes while the log could not be written' },
});
