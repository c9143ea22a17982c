import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { shardOf } from '#domain/shard.ts';
import type { ActivityWindows } from './activity-windows.ts';
import { SUBJECT_MS_REMEMBERED, VIEWER_MS_REMEMBERED } from './reach.ts';
import { type PlannedSubject, planObservations, subjectName } from './observation-plan.ts';
import { observeSubjects, type ToldSubjects } from './redis-observe-subjects.ts';
import { createRedisSubjectPages, type RedisSubjectPages } from './redis-subject-pages.ts';
import { tellFacts } from './tell-facts.ts';
import { createTurns } from './turns.ts';

/** How often a call begins anew because another worker wrote the same subjects meanwhile, which takes milliseconds. */
const TRIES_MAX = 50;
const WAIT_MS_MAX = 20;

/**
 * Windows that all workers share, a subject in the shard of its id: read, told and written by two scripts a call and
 * shard, the shards at once. Rejects as the client does when Redis cannot be reached; observing the same entries again
 * is then safe.
 */
export const createRedisActivityWindows = ({ redis, prefix, shards, ...kept }: RedisWindowsOptions): ActivityWindows => {
  const { viewerMs = VIEWER_MS_REMEMBERED, subjectMs = SUBJECT_MS_REMEMBERED } = kept;
  const pagesOf = Array.from({ length: shards }, (_, shard) =>
    createRedisSubjectPages({ redis, keyOf: (name) => `${prefix}{s${shard}}:w:${name}`, viewerMs, subjectMs }),
  );
  const inTurn = createTurns();
  return {
    async observe(observations) {
      const plan = planObservations(observations);
      const byShard = Map.groupBy(plan.subjects, ({ id }) => shardOf(id, shards));
      const told = await Promise.all(
        pagesOf.map((pages, shard) => {
          const subjects = byShard.get(shard);
          return subjects === undefined ? NOBODY : inTurn(shard, () => observeUntilWritten(pages, subjects));
        }),
      );
      return tellFacts(plan, (subject) => told[shardOf(subject.id, shards)]?.get(subject));
    },
    async settle(entryIds) {
      if (entryIds.length > 0) await Promise.all(pagesOf.map((pages) => pages.settle(entryIds)));
    },
    async forgetViewer(viewerId) {
      await pagesOf[shardOf(viewerId, shards)]?.forgetViewer(subjectName('viewer', viewerId));
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

const NOBODY: Promise<ToldSubjects> = Promise.resolve(new Map());

const observeUntilWritten = async (pages: RedisSubjectPages, subjects: readonly PlannedSubject[]): Promise<ToldSubjects> => {
  // oxlint-disable no-await-in-loop -- one try after the other
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const told = await observeSubjects(pages, subjects);
    if (told !== null) return told;
    await wait(Math.random() * WAIT_MS_MAX);
  }
  throw new Error(`the windows were written by others ${TRIES_MAX} times in a row`);
};
