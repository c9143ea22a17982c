import { type Counters, later, NO_COUNTS, plus } from './counters.ts';
import { minuteOf, MINUTES_REMEMBERED } from './reach.ts';
import type { Scene } from './scene.ts';
import { type Sighting, withSighting } from './sighting.ts';

/** What one event does to a subject. */
export type SubjectUpdate = {
  /** As in `Sighting`. */
  readonly at: number;
  readonly events: number;
  readonly errors: number;
  readonly authFailures: number;
  readonly seeks: number;
  /** What a viewer was seen with; null for devices and titles. */
  readonly scene: Scene | null;
};

/**
 * What is remembered of a viewer, a device or a title. A value: every change makes a new one. What it remembers does
 * not depend on the order of the updates, so that several workers may apply theirs in any order.
 */
export type SubjectState = {
  /** The newest minute with an event, from the epoch; 0 when nothing is known. */
  readonly newestMinute: number;
  readonly events: Counters;
  readonly errors: Counters;
  /** Of viewers, as are seeks and sightings. */
  readonly authFailures: Counters;
  readonly seeks: Counters;
  readonly sightings: readonly Sighting[];
};

/** A subject nobody has seen. */
export const UNKNOWN_SUBJECT: SubjectState = {
  newestMinute: 0,
  events: NO_COUNTS,
  errors: NO_COUNTS,
  authFailures: NO_COUNTS,
  seeks: NO_COUNTS,
  sightings: [],
};

/** The state after `update`; of what is older than the memory reaches, nothing is counted. */
export const withUpdate = (state: SubjectState, { at, events, errors, authFailures, seeks, scene }: SubjectUpdate): SubjectState => {
  const minute = minuteOf(at);
  const newestMinute = Math.max(state.newestMinute, minute);
  const sightings = scene === null ? state.sightings : withSighting(state.sightings, { scene, at }, newestMinute);
  const age = newestMinute - minute;
  if (age >= MINUTES_REMEMBERED) return { ...state, sightings };
  const passed = newestMinute - state.newestMinute;
  return {
    newestMinute,
    events: plus(later(state.events, passed), age, events),
    errors: plus(later(state.errors, passed), age, errors),
    authFailures: plus(later(state.authFailures, passed), age, authFailures),
    seeks: plus(later(state.seeks, passed), age, seeks),
    sightings,
  };
};
