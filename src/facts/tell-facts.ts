import type { EventFacts, SubjectHistory } from '#domain/event-facts.ts';
import type { ObservationPlan, Place, PlannedSubject } from './observation-plan.ts';
import { subjectHistory } from './subject-history.ts';
import { UNKNOWN_SUBJECT } from './subject-state.ts';
import type { ToldSubject } from './tell-subject.ts';

/** The facts of each observation of a plan: what was known of its subjects before it, and itself. */
export const tellFacts = ({ observations, subjects }: ObservationPlan, toldOf: ToldOf): readonly EventFacts[] => {
  const told = subjects.map(toldOf);
  const historyAt = (place: Place | null): SubjectHistory | null => {
    if (place === null) return null;
    const own = subjects[place.subject]?.steps[place.step]?.own;
    return own === undefined ? null : subjectHistory(told[place.subject]?.befores[place.step] ?? UNKNOWN_SUBJECT, own);
  };
  return observations.map(({ viewer, device, content, latenessMs }) => ({
    viewer: historyAt(viewer),
    device: historyAt(device),
    content: historyAt(content),
    latenessMs,
  }));
};

type ToldOf = (subject: PlannedSubject) => ToldSubject | undefined;
