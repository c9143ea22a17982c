import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { shardOf } from '#domain/shard.ts';
import type { ActivityWindows } from './activity-windows.ts';
import { NAME_MINUTES_PACKED, SUBJECT_MS_REMEMBERED, VIEWER_MS_REMEMBERED } from './name-kind.ts';
import { type PlannedSubject, planObservations } from './observation-plan.ts';
import { packUpdates } from './pack-updates.ts';
import { SIGHTINGS_MAX } from './sighting.ts';
import { MINUTES_REMEMBERED } from './subject-state.ts';
import { type Remembered, tellFacts } from './tell-facts.ts';
import { unpackState } from './unpack-state.ts';

/**
 * Windows that all workers share, a subject in the shard of its id: one script a shard and call, the shards at once.
 * Rejects as the client does when Redis cannot be reached; observing the same entries again is then safe.
 */
export const createRedisActivityWindows = ({ redis, prefix, shards, ...kept }: RedisWindowsOptions): ActivityWindows => {
  const { viewerMs = VIEWER_MS_REMEMBERED, subjectMs = SUBJECT_MS_REMEMBERED } = kept;
  const keyIn = (shard: number, name: string): string => `${prefix}{s${shard}}:w:${name}`;
  const markIn = (shard: number, entryId: string): string => keyIn(shard, `e:${entryId}`);

  const observeShard = async ([shard, subjects]: [number, readonly PlannedSubject[]]): Promise<
    readonly (readonly [PlannedSubject, Remembered])[]
  > => {
    const [viewers, others] = [subjects.filter(isViewer), subjects.filter((subject) => !isViewer(subject))];
    const ordered = [...viewers, ...others];
    const entryIds = [...new Set(ordered.flatMap(({ updates }) => updates.map(({ entryId }) => entryId)))];
    const keys = [...PAGES.map((page) => keyIn(shard, page)), ...entryIds.map((entryId) => markIn(shard, entryId))];
    const updates = packUpdates(entryIds, ordered, viewers.length);
    const [marks, values] = await runScript(redis, { keys, updates, viewerMs, subjectMs });
    const applied = new Set(entryIds.filter((_, index) => marks[index] !== NEW_MARK));
    const hasApplied = (entryId: string): boolean => applied.has(entryId);
    return ordered.map((subject, index) => [subject, { state: unpackState(values[index] ?? null), hasApplied }]);
  };

  return {
    async observe(observations) {
      const plan = planObservations(observations);
      const byShard = Map.groupBy(plan.subjects, ({ id }) => shardOf(id, shards));
      const answers = await Promise.all(Array.from(byShard, observeShard));
      const remembered = new Map(answers.flat());
      return tellFacts(plan, (subject) => remembered.get(subject));
    },
    async settle(entryIds) {
      if (entryIds.length === 0) return;
      const pipeline = redis.pipeline();
      for (let shard = 0; shard < shards; shard++)
        for (const entryId of entryIds) pipeline.pexpire(markIn(shard, entryId), SETTLED_MARK_MS);
      await pipeline.exec();
    },
    async [Symbol.asyncDispose]() {},
  };
};

export type RedisWindowsOptions = {
  /** Stays the caller's to close. */
  readonly redis: Redis;
  /** Put before every key. */
  readonly prefix: string;
  /** How many; fixed for the life of the data. */
  readonly shards: number;
  /** How long a viewer is kept, at least, after its last event was observed; default the reach of its longest memory. */
  readonly viewerMs?: number;
  /** The same for devices and titles. */
  readonly subjectMs?: number;
};

/** How long an entry is remembered as observed when nobody settles it: longer than any outage is left alone, 26 h. */
const ENTRY_MARK_MS = 93_600_000;
/** How long once it is acknowledged: a worker that was stopped in the middle of the same entry may still observe it. */
const SETTLED_MARK_MS = 600_000;

/** Three hashes in turn, written, read, dropped: of viewers, and of all others. */
const PAGES = ['v0', 'v1', 'v2', '0', '1', '2'];
const isViewer = ({ kind }: PlannedSubject): boolean => kind === 'viewer';
const NEW_MARK = '1'.charCodeAt(0);
const SCRIPT = readFileSync(new URL('observe-activity.lua', import.meta.url), 'utf8');
const SCRIPT_SHA1 = hash('sha1', SCRIPT);

/** For each entry whether its mark was new, and each subject's value before. */
type Answer = readonly [marks: Buffer, values: readonly (Buffer | null)[]];

type Call = { readonly keys: readonly string[]; readonly updates: Buffer; readonly viewerMs: number; readonly subjectMs: number };

/** Runs the script by its hash, and by its text where the server does not know it yet. */
const runScript = async (redis: Redis, { keys, updates, viewerMs, subjectMs }: Call): Promise<Answer> => {
  const limits = [ENTRY_MARK_MS, viewerMs, subjectMs, MINUTES_REMEMBERED, SIGHTINGS_MAX, NAME_MINUTES_PACKED];
  const args = [keys.length, ...keys, updates, ...limits];
  try {
    return (await redis.callBuffer('EVALSHA', [SCRIPT_SHA1, ...args])) as Answer;
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return (await redis.callBuffer('EVAL', [SCRIPT, ...args])) as Answer;
  }
};
