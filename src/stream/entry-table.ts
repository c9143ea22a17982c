import type { Delivery, NewEntry, StreamStatus } from './event-stream.ts';

/** The table behind the embedded stream. Entries are claimed by one reader at a time; nobody waits for another's lock. */
export type EntryTable = {
  append(entries: readonly NewEntry[]): Promise<void>;
  /** The oldest entries nobody has, or had for more than `idleMs`: whole entries up to about `eventLimit` events, at least one. */
  claim(request: { readonly reader: string; readonly eventLimit: number; readonly idleMs: number }): Promise<readonly Delivery[]>;
  /** Deletes entries and answers how many events were in those that were there. */
  remove(entryIds: readonly string[]): Promise<number>;
  status(): Promise<StreamStatus>;
  /** Takes every claim back: whoever made it is gone. */
  releaseAll(): Promise<void>;
  /** Makes the room of deleted entries usable again. */
  vacuum(): Promise<void>;
};
