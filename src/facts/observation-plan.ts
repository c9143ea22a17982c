import { type Activity, LATENESS_MS_MAX, PLACE_WINDOW_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';
import type { Observation } from './activity-windows.ts';
import { countryScene, sceneOf } from './scene.ts';
import { END_MS } from './sighting.ts';
import type { SubjectUpdate } from './subject-state.ts';

export type SubjectKind = 'viewer' | 'device' | 'content';

/** One observation as one of its subjects sees it. */
export type Step = {
  readonly entryId: string;
  /** What the event did. */
  readonly own: SubjectUpdate;
  /** What of it is remembered; null for what comes later than the memory reaches. */
  readonly added: SubjectUpdate | null;
};

/** A subject of a call, with its steps in the order told; `name` is its own among all kinds. */
export type PlannedSubject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
  readonly steps: readonly Step[];
};

/** Where an observation stands: the index of its subject in the plan, and of its step there. */
export type Place = { readonly subject: number; readonly step: number };

/** An observation with its subjects and its lateness. */
export type PlannedObservation = {
  readonly viewer: Place | null;
  readonly device: Place | null;
  readonly content: Place | null;
  readonly latenessMs: number;
};

/** What one call observes, by observation in the order given and by subject in the order met. */
export type ObservationPlan = { readonly observations: readonly PlannedObservation[]; readonly subjects: readonly PlannedSubject[] };

/** What a subject is called among all kinds. */
export const subjectName = (kind: SubjectKind, id: string): string => `${kind.charAt(0)}:${id}`;

/** Sorts a call's observations by subject. Pure; each subject appears once. */
export const planObservations = (observations: readonly Observation[]): ObservationPlan => {
  const subjects: OpenSubject[] = [];
  const register: Register = { viewer: new Map(), device: new Map(), content: new Map() };

  const place = (kind: SubjectKind, id: string | null, step: Step): Place | null => {
    if (id === null) return null;
    let subject = register[kind].get(id);
    if (subject === undefined) {
      subject = subjects.push({ kind, id, name: subjectName(kind, id), steps: [] }) - 1;
      register[kind].set(id, subject);
    }
    return { subject, step: (subjects[subject]?.steps.push(step) ?? 1) - 1 };
  };

  const plan = ({ entryId, activity, receivedAt }: Observation): PlannedObservation => {
    const latenessMs = Math.max(0, receivedAt.getTime() - activity.at.getTime());
    const playback = stepOf(entryId, playbackUpdate(activity), latenessMs);
    return {
      viewer: activity.viewerId === null ? null : place('viewer', activity.viewerId, stepOf(entryId, viewerUpdate(activity), latenessMs)),
      device: place('device', activity.deviceId, playback),
      content: place('content', activity.contentId, playback),
      latenessMs,
    };
  };
  return { observations: observations.map(plan), subjects };
};

type OpenSubject = PlannedSubject & { readonly steps: Step[] };
type Register = Readonly<Record<SubjectKind, Map<string, number>>>;

/** An activity later than this is beyond the memory of every counter; a place is remembered longer. */
const LATENESS_MS_COUNTED_MAX = WINDOW_MS_MAX + LATENESS_MS_MAX;
const LATENESS_MS_PLACED_MAX = PLACE_WINDOW_MS_MAX + LATENESS_MS_MAX;

const stepOf = (entryId: string, own: SubjectUpdate, latenessMs: number): Step => ({ entryId, own, added: addedOf(own, latenessMs) });

const addedOf = (own: SubjectUpdate, latenessMs: number): SubjectUpdate | null => {
  if (latenessMs <= LATENESS_MS_COUNTED_MAX) return own;
  const place = own.scene === null || latenessMs > LATENESS_MS_PLACED_MAX ? null : countryScene(own.scene);
  return place === null ? null : { ...NOTHING_COUNTED, at: own.at, scene: place };
};

const NOTHING_COUNTED = { events: 0, errors: 0, authFailures: 0, seeks: 0 } as const;

const viewerUpdate = (activity: Activity): SubjectUpdate => ({
  at: activity.at.getTime() + (activity.isSessionEnd ? END_MS : 0),
  events: activity.count,
  errors: activity.isError ? activity.count : 0,
  authFailures: activity.isAuthFailure ? activity.count : 0,
  seeks: activity.isSeek ? activity.count : 0,
  scene: sceneOf(activity),
});

const playbackUpdate = ({ at, count, isError }: Activity): SubjectUpdate => ({
  at: at.getTime(),
  events: count,
  errors: isError ? count : 0,
  authFailures: 0,
  seeks: 0,
  scene: null,
});
