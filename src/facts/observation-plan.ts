import { type Activity, LATENESS_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';
import type { Observation } from './activity-windows.ts';
import { END_MS, isEmpty, minuteOf, type SubjectUpdate } from './subject-update.ts';
import { viewerNames } from './viewer-names.ts';

/** `playback` is what a viewer's players report: apart from the viewer, since few events write it. */
export type SubjectKind = 'viewer' | 'playback' | 'device' | 'content';

/** One observation as one of its subjects sees it; `subject` is its index in the plan. */
export type SubjectView = { readonly subject: number; readonly update: SubjectUpdate };

/** A subject of a call, with what the call adds to it: one update for each entry, minute and set of names. */
export type PlannedSubject = { readonly kind: SubjectKind; readonly id: string; readonly updates: readonly SubjectUpdate[] };

/** An observation with its subjects and its lateness; one that is too late is told and not added. */
export type PlannedObservation = {
  readonly viewer: SubjectView | null;
  readonly playback: SubjectView | null;
  readonly device: SubjectView | null;
  readonly content: SubjectView | null;
  readonly latenessMs: number;
  readonly isAdded: boolean;
};

/** What one call observes, by observation in the order given and by subject in the order met. */
export type ObservationPlan = { readonly observations: readonly PlannedObservation[]; readonly subjects: readonly PlannedSubject[] };

/** Sorts a call's observations by subject. Pure; each subject appears once. */
export const planObservations = (observations: readonly Observation[]): ObservationPlan => {
  const subjects: OpenSubject[] = [];
  const register = openRegister();

  const view = (kind: SubjectKind, id: string | null, { update, isAdded }: Told): SubjectView | null => {
    if (id === null) return null;
    let subject = register[kind].get(id);
    if (subject === undefined) {
      subject = subjects.push({ kind, id, updates: [] }) - 1;
      register[kind].set(id, subject);
    }
    if (isAdded && !isEmpty(update)) merge(subjects[subject]?.updates ?? [], update);
    return { subject, update };
  };

  const plan = ({ entryId, activity, receivedAt }: Observation): PlannedObservation => {
    const latenessMs = Math.max(0, receivedAt.getTime() - activity.at.getTime());
    const isAdded = latenessMs <= LATENESS_MS_ADDED_MAX;
    const told = { update: playbackUpdate(entryId, activity), isAdded };
    return {
      viewer: view('viewer', activity.viewerId, { update: viewerUpdate(entryId, activity), isAdded }),
      playback: view('playback', activity.viewerId, { update: reportUpdate(told.update, activity), isAdded }),
      device: view('device', activity.deviceId, told),
      content: view('content', activity.contentId, told),
      latenessMs,
      isAdded,
    };
  };
  return { observations: observations.map(plan), subjects };
};

type Register = Readonly<Record<SubjectKind, Map<string, number>>>;

const openRegister = (): Register => ({ viewer: new Map(), playback: new Map(), device: new Map(), content: new Map() });

/** An activity later than this is beyond the memory of every window. */
const LATENESS_MS_ADDED_MAX = WINDOW_MS_MAX + LATENESS_MS_MAX;

type OpenSubject = { readonly kind: SubjectKind; readonly id: string; readonly updates: SubjectUpdate[] };
type Told = { readonly update: SubjectUpdate; readonly isAdded: boolean };

const viewerUpdate = (entryId: string, activity: Activity): SubjectUpdate => ({
  entryId,
  at: activity.at.getTime() + (activity.isSessionEnd ? END_MS : 0),
  events: activity.count,
  failures: activity.isAuthFailure ? activity.count : 0,
  names: viewerNames(activity),
});

const playbackUpdate = (entryId: string, { at, count, isError }: Activity): SubjectUpdate => ({
  entryId,
  at: at.getTime(),
  events: count,
  failures: isError ? count : 0,
  names: NO_NAMES,
});

/** Of a viewer's players: seeks are counted as events. */
const reportUpdate = (update: SubjectUpdate, { isSeek, count }: Activity): SubjectUpdate => ({ ...update, events: isSeek ? count : 0 });

const NO_NAMES: readonly string[] = [];

/** Adds an update to those of its subject, into the one of the same entry, minute and names where there is one. */
const merge = (updates: SubjectUpdate[], update: SubjectUpdate): void => {
  const place = updates.findLastIndex((known) => isOfSameKind(known, update));
  const known = updates[place];
  if (known === undefined) updates.push(update);
  else updates[place] = sum(known, update);
};

const isOfSameKind = (a: SubjectUpdate, b: SubjectUpdate): boolean =>
  a.entryId === b.entryId && minuteOf(a.at) === minuteOf(b.at) && hasSameNames(a.names, b.names);

const hasSameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index]);

const sum = (a: SubjectUpdate, b: SubjectUpdate): SubjectUpdate => ({
  ...a,
  at: Math.max(a.at, b.at),
  events: a.events + b.events,
  failures: a.failures + b.failures,
});
