import { type Sighting, withSightings } from './sighting.ts';
import type { SubjectState } from './subject-state.ts';
import { isEmpty, minuteOf, type SubjectUpdate } from './subject-update.ts';

/**
 * A subject in the middle of a call: its state before, which is not copied, and what the call has told of it so far.
 * A value: every update makes a new one, so that each event keeps what was known at its turn.
 */
export type SubjectSoFar = {
  readonly before: SubjectState;
  /** Counted by the call alone, a minute once, in no order. */
  readonly call: readonly MinuteCount[];
  /** Of the state and the call. */
  readonly sightings: readonly Sighting[];
};

export type MinuteCount = { readonly minute: number; readonly events: number; readonly failures: number };

/** A subject of which the call has told nothing yet. */
export const startingFrom = (before: SubjectState): SubjectSoFar => ({ before, call: [], sightings: before.sightings });

/** The subject after one more update. */
export const followedBy = (soFar: SubjectSoFar, update: SubjectUpdate): SubjectSoFar => {
  if (isEmpty(update)) return soFar;
  const { before, call, sightings } = soFar;
  return { before, call: withCounts(call, update), sightings: withSightings(sightings, update, 0) };
};

const withCounts = (call: readonly MinuteCount[], { at, events, failures }: SubjectUpdate): readonly MinuteCount[] => {
  const minute = minuteOf(at);
  const place = call.findIndex((told) => told.minute === minute);
  const told = call[place];
  if (told === undefined) return call.length === 0 ? [{ minute, events, failures }] : [...call, { minute, events, failures }];
  return call.with(place, { minute, events: told.events + events, failures: told.failures + failures });
};
