import { LRUCache } from 'lru-cache';
import type { Activity } from '#domain/event-facts.ts';
import type { ActivityWindows, Observation } from './activity-windows.ts';
import { SUBJECT_MS_REMEMBERED, VIEWER_MS_REMEMBERED } from './name-kind.ts';
import { type ObservationPlan, type PlannedSubject, planObservations } from './observation-plan.ts';
import { type SubjectState, UNKNOWN_SUBJECT, withUpdate } from './subject-state.ts';
import { tellFacts } from './tell-facts.ts';

/** Windows of one process. They begin empty: `remember` loads what the store knows. */
export type MemoryActivityWindows = ActivityWindows & {
  /** Adds activities that were stored before this process began, whatever their order; an aggregate of a minute has its `count`. */
  remember(activities: readonly Activity[]): void;
};

/** Subjects remembered unless told otherwise, about 2 KB each; beyond it the ones longest unused are forgotten. */
export const SUBJECTS_MAX = 200_000;

/** Entries remembered as observed and not yet settled. */
const ENTRIES_MAX = 100_000;

/** Opens windows held in this process' memory. */
export const createMemoryActivityWindows = ({ subjectsMax = SUBJECTS_MAX } = {}): MemoryActivityWindows => {
  const states = new LRUCache<string, SubjectState>({ max: subjectsMax, ttl: SUBJECT_MS_REMEMBERED });
  const observed = new LRUCache<string, true>({ max: ENTRIES_MAX });
  const hasApplied = (entryId: string): boolean => observed.has(entryId);
  const stateOf = (subject: PlannedSubject): SubjectState => states.get(keyOf(subject)) ?? UNKNOWN_SUBJECT;

  const add = ({ subjects }: ObservationPlan): void => {
    for (const subject of subjects) {
      const added = subject.updates.filter(({ entryId }) => !observed.has(entryId));
      if (added.length > 0) states.set(keyOf(subject), added.reduce(withUpdate, stateOf(subject)), lifeOf(subject));
    }
  };

  return {
    async observe(observations) {
      const plan = planObservations(observations);
      const facts = tellFacts(plan, (subject) => ({ state: stateOf(subject), hasApplied }));
      add(plan);
      for (const { entryId } of observations) observed.set(entryId, true);
      return facts;
    },
    async settle(entryIds) {
      for (const entryId of entryIds) observed.delete(entryId);
    },
    remember(activities) {
      add(planObservations(activities.map(asStored)));
    },
    async [Symbol.asyncDispose]() {
      states.clear();
      observed.clear();
    },
  };
};

const VIEWER_LIFE = { ttl: VIEWER_MS_REMEMBERED };
const OTHER_LIFE = { ttl: SUBJECT_MS_REMEMBERED };
const lifeOf = ({ kind }: PlannedSubject): typeof VIEWER_LIFE => (kind === 'viewer' ? VIEWER_LIFE : OTHER_LIFE);

const keyOf = ({ kind, id }: PlannedSubject): string => `${kind}:${id}`;

/** No entry has an empty id, and what was stored was in time. */
const asStored = (activity: Activity): Observation => ({ entryId: '', activity, receivedAt: activity.at });
