import type { Redis } from 'ioredis';
import { type PackedState, STAMP_BYTES, stampOf } from './packed-state.ts';
import { type Packable, packSubjects, unpackSubjects } from './packed-subjects.ts';
import { redisScript } from '#runtime/redis-script.ts';

/** The subjects of one shard in Redis, which are written only by who has read what stands there. */
export type RedisSubjectPages = {
  /** Subjects, viewers first, and what was before those of the entries that were observed already. */
  read(names: SubjectNames, entryIds: readonly string[]): Promise<SubjectPage>;
  /** Writes subjects, viewers first, and marks new entries with what was before them; false, and nothing written, when anything was written since it was read. */
  write(writing: SubjectWriting): Promise<boolean>;
  /** These entries are acknowledged: that they were observed is remembered for SETTLED_MARK_MS, and not what was before them. */
  settle(entryIds: readonly string[]): Promise<void>;
  /** Deletes the field of a viewer from every page; who has read it cannot write it any more. */
  forgetViewer(field: string): Promise<void>;
};

/** Fields of subjects; the first `viewers` of them are viewers. */
export type SubjectNames = { readonly fields: readonly string[]; readonly viewers: number };

/** The turns of the two kinds of pages at one moment: a page is written while its turn lasts. */
export type PageTurns = { readonly viewers: number; readonly others: number };

/** What one read found. */
export type SubjectPage = {
  readonly turns: PageTurns;
  readonly subjects: readonly PackedState[];
  /** By entry and field. */
  readonly memos: ReadonlyMap<string, ReadonlyMap<string, PackedState>>;
};

export type SubjectWriting = {
  readonly turns: PageTurns;
  readonly viewers: number;
  /** As they were read. */
  readonly before: readonly PackedState[];
  readonly after: readonly Packable[];
  /** By entry. */
  readonly memos: ReadonlyMap<string, readonly Packable[]>;
};

export type PagesOptions = {
  readonly redis: Redis;
  /** The key of a name in this shard. */
  readonly keyOf: (name: string) => string;
  /** How long a viewer is kept, at least, after it was last written. */
  readonly viewerMs: number;
  /** The same for devices and titles. */
  readonly subjectMs: number;
};

/** How long an entry is remembered as observed when nobody settles it: longer than any outage is left alone, 26 h. */
const ENTRY_MARK_MS = 93_600_000;
/** How long once it is acknowledged: a worker that was stopped in the middle of the same entry may still observe it. */
const SETTLED_MARK_MS = 600_000;

/**
 * The pages of one shard: three hashes used in turn, of viewers and of all others, since a field of a hash costs a third
 * of a key. A page is written for its time by Redis' clock, then read for as long, then dropped; a subject moves on when
 * it is written.
 */
export const createRedisSubjectPages = ({ redis, keyOf, viewerMs, subjectMs }: PagesOptions): RedisSubjectPages => {
  const viewerPages = ['v0', 'v1', 'v2'].map(keyOf);
  const otherPages = ['0', '1', '2'].map(keyOf);
  const markOf = (entryId: string): string => keyOf(`e:${entryId}`);
  const turnsNow = async (): Promise<PageTurns> => {
    const [seconds = 0, microseconds = 0] = (await redis.time()).map(Number);
    const now = 1_000 * seconds + microseconds / 1_000;
    return { viewers: Math.floor(now / viewerMs), others: Math.floor(now / subjectMs) };
  };
  return {
    async read({ fields, viewers }, entryIds) {
      const turns = await turnsNow();
      const [ofViewers, ofOthers, marks] = await Promise.all([
        readPages(redis, pagesAt(viewerPages, turns.viewers), fields.slice(0, viewers)),
        readPages(redis, pagesAt(otherPages, turns.others), fields.slice(viewers)),
        redis.mgetBuffer(entryIds.map(markOf)),
      ]);
      return { turns, subjects: [...ofViewers, ...ofOthers], memos: memosIn(entryIds, marks) };
    },

    async write({ turns, viewers, before, after, memos }) {
      const keys = [...viewerPages, ...otherPages, ...Array.from(memos.keys(), markOf)];
      const limits = [viewerMs, subjectMs, turns.viewers, turns.others, ENTRY_MARK_MS, viewers];
      const stamps = stampsOf(before, (index) => (index < viewers ? turns.viewers : turns.others));
      return (
        (await WRITE<number>(redis, keys, [...limits, stamps, packSubjects(after), ...Array.from(memos.values(), packSubjects)])) === 1
      );
    },

    async settle(entryIds) {
      const pipeline = redis.pipeline();
      for (const entryId of entryIds) pipeline.set(markOf(entryId), '', 'PX', SETTLED_MARK_MS, 'XX');
      await pipeline.exec();
    },

    async forgetViewer(field) {
      await Promise.all(viewerPages.map((page) => redis.hdel(page, field)));
    },
  };
};

const WRITE = redisScript(new URL('write-subjects.lua', import.meta.url));
const NOTHING: PackedState = Buffer.alloc(0);

type PagePair = { readonly current: string; readonly previous: string };

const pagesAt = (keys: readonly string[], turn: number): PagePair => ({
  current: keys[turn % keys.length] ?? '',
  previous: keys[(turn - 1) % keys.length] ?? '',
});

/** Subjects in the page being written or, those that have not moved on, in the one before it. */
const readPages = async (redis: Redis, { current, previous }: PagePair, fields: readonly string[]): Promise<readonly PackedState[]> => {
  if (fields.length === 0) return [];
  const [found, hasPrevious] = await Promise.all([redis.hmgetBuffer(current, ...fields), redis.exists(previous)]);
  const missing = hasPrevious === 0 ? [] : fields.filter((_, index) => found[index] === null);
  const older = missing.length === 0 ? [] : await redis.hmgetBuffer(previous, ...missing);
  let next = 0;
  return found.map((packed) => packed ?? older[next++] ?? NOTHING);
};

const memosIn = (entryIds: readonly string[], marks: readonly (Buffer | null)[]): SubjectPage['memos'] => {
  const memos = new Map<string, ReadonlyMap<string, PackedState>>();
  for (const [index, entryId] of entryIds.entries()) {
    const mark = marks[index] ?? null;
    if (mark !== null) memos.set(entryId, unpackSubjects(mark));
  }
  return memos;
};

/** The stamps of subjects that stand in the page being written; zeros for one that was in the page before it, or in none. */
const stampsOf = (before: readonly PackedState[], turnOf: (index: number) => number): Buffer => {
  const stamps = Buffer.alloc(STAMP_BYTES * before.length);
  for (const [index, packed] of before.entries()) {
    if (packed.length > 0 && stampOf(packed).turn === turnOf(index)) packed.copy(stamps, STAMP_BYTES * index, 0, STAMP_BYTES);
  }
  return stamps;
};
