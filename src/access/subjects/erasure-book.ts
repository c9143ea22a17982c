import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { startPoll } from '#runtime/poll.ts';
import type { Erasure } from '#store/identities/erasures.ts';

/** Who was erased, kept in the process: an erasure anywhere is known here within 2 s. What comes in between, the consumer refuses. */
export type ErasureBook = {
  /** Whether a viewer, by original id, was erased; asks nobody. */
  isErased(userId: string): boolean;
} & AsyncDisposable;

export type ErasureBookParts = {
  /** The last erasure there is. */
  readonly head: () => Promise<number>;
  /** Some of the next ones after a sequence, in order; none when there are no more. */
  readonly after: (sequence: number) => Promise<readonly Erasure[]>;
  /** The keyed hashes an erased viewer may be kept under. */
  readonly hashes: (userId: string) => readonly Buffer[];
  readonly log: Logger;
  /** Erasures known at once, the newest; about 100 bytes each. What is older, the consumer refuses. */
  readonly erasuresMax?: number;
  readonly lookMsBetween?: number;
};

const LOOK_MS_BETWEEN = 1_000;
const ERASURES_MAX = 500_000;
/** Viewers whose answer is kept at hand, so that their hash is not computed for each event. */
const ANSWERS_MAX = 100_000;

/** Reads who was erased and follows it until disposed; rejects when it cannot be read at the start. */
export const openErasureBook = async (parts: ErasureBookParts): Promise<ErasureBook> => {
  const { head, after, hashes, log, erasuresMax = ERASURES_MAX, lookMsBetween = LOOK_MS_BETWEEN } = parts;
  const erased = new Set<string>();
  const answers = new LRUCache<string, boolean>({ max: ANSWERS_MAX });
  let known = Math.max(0, (await head()) - erasuresMax);

  const look = async (): Promise<void> => {
    // oxlint-disable no-await-in-loop -- one page after the other
    for (let page = await after(known); page.length > 0; page = await after(known)) {
      for (const { kind, hash } of page) if (kind === 'VIEWER') erased.add(shortened(hash));
      known = page.at(-1)?.sequence ?? known;
      answers.clear();
      forgetOldest(erased, erasuresMax);
    }
  };
  await look();
  const poll = startPoll({ work: look, everyMs: lookMsBetween, failing: 'who was erased cannot be read: who is known stays', log });
  return {
    isErased: (userId) => {
      if (erased.size === 0) return false;
      const answered = answers.get(userId);
      if (answered !== undefined) return answered;
      const answer = hashes(userId).some((hash) => erased.has(shortened(hash.toString('hex'))));
      answers.set(userId, answer);
      return answer;
    },
    [Symbol.asyncDispose]: () => poll[Symbol.asyncDispose](),
  };
};

/** 128 bits: nobody is taken for another. */
const HASH_DIGITS_KEPT = 32;
const shortened = (hash: string): string => hash.slice(0, HASH_DIGITS_KEPT);

const forgetOldest = (erased: Set<string>, erasuresMax: number): void => {
  for (const hash of erased) {
    if (erased.size <= erasuresMax) return;
    erased.delete(hash);
  }
};
