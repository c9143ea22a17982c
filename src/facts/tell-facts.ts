import type { EventFacts } from '#domain/event-facts.ts';
import type { ObservationPlan, PlannedSubject, SubjectView } from './observation-plan.ts';
import { playbackHistory, subjectHistory } from './subject-history.ts';
import { followedBy, startingFrom, type SubjectSoFar } from './subject-so-far.ts';
import { type SubjectState, UNKNOWN_SUBJECT, withoutUpdate } from './subject-state.ts';
import type { SubjectUpdate } from './subject-update.ts';

/** What was remembered of one subject before the call, and which entries it had been told of already. */
export type Remembered = { readonly state: SubjectState; readonly hasApplied: (entryId: string) => boolean };

/**
 * The facts of each observation: what was remembered of its subjects, and what the call itself told of them up to and
 * including this one.
 */
export const tellFacts = ({ observations, subjects }: ObservationPlan, rememberedOf: Recall): readonly EventFacts[] => {
  const known: SubjectSoFar[] = subjects.map((subject) => startingFrom(stateBefore(subject, rememberedOf(subject))));

  const tell = <History>(view: SubjectView | null, isAdded: boolean, historyOf: HistoryOf<History>): History | null => {
    if (view === null) return null;
    const soFar = followedBy(known[view.subject] ?? startingFrom(UNKNOWN_SUBJECT), view.update);
    if (isAdded) known[view.subject] = soFar;
    return historyOf(soFar, view.update);
  };

  return observations.map(({ viewer, playback, device, content, latenessMs, isAdded }) => ({
    viewer: tell(viewer, isAdded, subjectHistory),
    playback: tell(playback, isAdded, playbackHistory),
    device: tell(device, isAdded, subjectHistory),
    content: tell(content, isAdded, subjectHistory),
    latenessMs,
  }));
};

type HistoryOf<History> = (soFar: SubjectSoFar, own: SubjectUpdate) => History;
type Recall = (subject: PlannedSubject) => Remembered | undefined;

/** An entry that comes again is taken out first, since its observations are about to be told once more. */
const stateBefore = ({ updates }: PlannedSubject, remembered: Remembered | undefined): SubjectState => {
  if (remembered === undefined) return UNKNOWN_SUBJECT;
  return updates.reduce(
    (state, update) => (remembered.hasApplied(update.entryId) ? withoutUpdate(state, update) : state),
    remembered.state,
  );
};
