import type { PlannedSubject } from './observation-plan.ts';
import { type SubjectState, withUpdate } from './subject-state.ts';

/** What was remembered of one subject when a call began. */
export type Recall = {
  readonly current: SubjectState;
  /** Whether the entry was observed before. */
  readonly hasObserved: (entryId: string) => boolean;
  /** The subject as it was before that entry; null where that is not known. */
  readonly before: (entryId: string) => SubjectState | null;
};

/** A subject before one of the entries of a call. */
export type EntryMemo = { readonly entryId: string; readonly before: SubjectState };

/** What a call makes of one subject. */
export type ToldSubject = {
  /** The subject before each step. */
  readonly befores: readonly SubjectState[];
  /** The subject after all of them. */
  readonly after: SubjectState;
  /** For each entry that is new. */
  readonly memos: readonly EntryMemo[];
};

/**
 * Takes a subject through the steps of a call. An entry that comes again adds nothing and is told from what was known
 * before it came first, so that a redelivery sees what the first delivery saw.
 */
export const tellSubject = ({ steps }: PlannedSubject, { current, hasObserved, before }: Recall): ToldSubject => {
  const befores: SubjectState[] = [];
  const memos: EntryMemo[] = [];
  let replays: Map<string, SubjectState> | null = null;
  let after = current;
  for (const { entryId, added } of steps) {
    if (hasObserved(entryId)) {
      replays ??= new Map();
      const replayed: SubjectState = replays.get(entryId) ?? before(entryId) ?? after;
      befores.push(replayed);
      replays.set(entryId, added === null ? replayed : withUpdate(replayed, added));
    } else {
      befores.push(after);
      if (!memos.some((memo) => memo.entryId === entryId)) memos.push({ entryId, before: after });
      if (added !== null) after = withUpdate(after, added);
    }
  }
  return { befores, after, memos };
};
