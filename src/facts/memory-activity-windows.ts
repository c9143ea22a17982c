import { LRUCache } from 'lru-cache';
import type { Activity } from '#domain/event-facts.ts';
import type { ActivityWindows, Observation } from './activity-windows.ts';
import { SUBJECT_MS_REMEMBERED, VIEWER_MS_REMEMBERED } from './reach.ts';
import { type PlannedSubject, planObservations, subjectName } from './observation-plan.ts';
import { type SubjectState, UNKNOWN_SUBJECT } from './subject-state.ts';
import { tellFacts } from './tell-facts.ts';
import { tellSubject, type ToldSubject } from './tell-subject.ts';

/** Windows of one process. They begin empty: `remember` loads what the store knows. */
export type MemoryActivityWindows = ActivityWindows & {
  /** Adds activities that were stored before this process began, whatever their order; an aggregate of a minute has its `count`. */
  remember(activities: readonly Activity[]): void;
};

/** Subjects remembered unless told otherwise, about 1 KB each; beyond it the ones longest unused are forgotten. */
export const SUBJECTS_MAX = 200_000;

/** Entries remembered as observed and not yet settled. */
const ENTRIES_MAX = 100_000;

/** Opens windows held in this process' memory. */
export const createMemoryActivityWindows = ({ subjectsMax = SUBJECTS_MAX } = {}): MemoryActivityWindows => {
  const states = new LRUCache<string, SubjectState>({ max: subjectsMax, ttl: SUBJECT_MS_REMEMBERED });
  const observed = new LRUCache<string, Map<string, SubjectState>>({ max: ENTRIES_MAX });

  const tell = (subject: PlannedSubject): ToldSubject => {
    const { name } = subject;
    const told = tellSubject(subject, {
      current: states.get(name) ?? UNKNOWN_SUBJECT,
      hasObserved: (entryId) => observed.has(entryId),
      before: (entryId) => observed.get(entryId)?.get(name) ?? null,
    });
    states.set(name, told.after, subject.kind === 'viewer' ? VIEWER_LIFE : OTHER_LIFE);
    return told;
  };

  return {
    async observe(observations) {
      const plan = planObservations(observations);
      const told = new Map(plan.subjects.map((subject) => [subject, tell(subject)]));
      for (const [entryId, memo] of memosOf(told)) observed.set(entryId, memo);
      return tellFacts(plan, (subject) => told.get(subject));
    },
    async settle(entryIds) {
      for (const entryId of entryIds) observed.delete(entryId);
    },
    async forgetViewer(viewerId) {
      const name = subjectName('viewer', viewerId);
      states.delete(name);
      for (const memo of observed.values()) memo.delete(name);
    },
    remember(activities) {
      for (const subject of planObservations(activities.map(asStored)).subjects) tell(subject);
    },
    async [Symbol.asyncDispose]() {
      states.clear();
      observed.clear();
    },
  };
};

const VIEWER_LIFE = { ttl: VIEWER_MS_REMEMBERED };
const OTHER_LIFE = { ttl: SUBJECT_MS_REMEMBERED };

/** The subjects of each new entry as they were before it. */
const memosOf = (all: ReadonlyMap<PlannedSubject, ToldSubject>): ReadonlyMap<string, Map<string, SubjectState>> => {
  const memos = new Map<string, Map<string, SubjectState>>();
  for (const [subject, told] of all) {
    for (const { entryId, before } of told.memos) {
      let memo = memos.get(entryId);
      if (memo === undefined) memos.set(entryId, (memo = new Map()));
      memo.set(subject.name, before);
    }
  }
  return memos;
};

/** No entry has an empty id, and what was stored was in time. */
const asStored = (activity: Activity): Observation => ({ entryId: '', activity, receivedAt: activity.at });
