import type { ActivityWindows } from '#facts/activity-windows.ts';
import { planObservations } from '#facts/observation-plan.ts';
import { UNKNOWN_SUBJECT } from '#facts/subject-state.ts';
import { tellFacts } from '#facts/tell-facts.ts';
import { type Recall, tellSubject } from '#facts/tell-subject.ts';

/** Windows that begin empty at every call and remember nothing of it: each event is told from those before it in the same call. */
export const WINDOWS_OF_ONE_CALL: ActivityWindows = {
  async observe(observations) {
    const plan = planObservations(observations);
    const told = new Map(plan.subjects.map((subject) => [subject, tellSubject(subject, NOTHING)]));
    return tellFacts(plan, (subject) => told.get(subject));
  },
  settle: () => Promise.resolve(),
  forgetViewer: () => Promise.resolve(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const NOTHING: Recall = { current: UNKNOWN_SUBJECT, hasObserved: () => false, before: () => null };
