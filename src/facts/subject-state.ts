import { LATENESS_MS_MAX, WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { type Sighting, withoutForgotten, withSightings } from './sighting.ts';
import { MINUTE_MS, minuteOf, type SubjectUpdate } from './subject-update.ts';

/**
 * What is remembered of a viewer, a device or a title. A value: every change makes a new one. What it remembers does
 * not depend on the order of the updates, so that several workers may apply theirs in any order.
 */
export type SubjectState = {
  /** The newest minute with an event, from the epoch; 0 when nothing is known. */
  readonly newestMinute: number;
  /** Of that minute, of the one before, and so on: at most MINUTES_REMEMBERED. */
  readonly events: ArrayLike<number>;
  readonly failures: ArrayLike<number>;
  /** What a viewer was last seen with; empty for devices and titles. */
  readonly sightings: readonly Sighting[];
};

/** How far behind a subject's newest minute its memory reaches. */
export const MINUTES_REMEMBERED = (WINDOW_MS_MAX + LATENESS_MS_MAX) / MINUTE_MS;

/** A subject nobody has seen. */
export const UNKNOWN_SUBJECT: SubjectState = { newestMinute: 0, events: [], failures: [], sightings: [] };

/** The state after `update`; of what is older than the memory reaches, nothing changes. */
export const withUpdate = (state: SubjectState, update: SubjectUpdate): SubjectState => {
  const minute = minuteOf(update.at);
  const newestMinute = Math.max(state.newestMinute, minute);
  const remembered = newestMinute > state.newestMinute ? withoutForgotten(state.sightings, newestMinute) : state.sightings;
  const sightings = withSightings(remembered, update, newestMinute);
  const age = newestMinute - minute;
  if (age >= MINUTES_REMEMBERED) return { ...state, sightings };
  const shift = newestMinute - state.newestMinute;
  return {
    newestMinute,
    events: withAmount(shifted(state.events, shift), age, update.events),
    failures: withAmount(shifted(state.failures, shift), age, update.failures),
    sightings,
  };
};

/** The state as if `update` had not been counted. Sightings stay: seeing a viewer twice with one name changes nothing. */
export const withoutUpdate = (state: SubjectState, { at, events, failures }: SubjectUpdate): SubjectState => {
  const age = state.newestMinute - minuteOf(at);
  return { ...state, events: withAmount(state.events, age, -events), failures: withAmount(state.failures, age, -failures) };
};

/** The counters with an amount more (never below 0) for the minute `age` before the newest; they grow only for more. */
const withAmount = (counters: ArrayLike<number>, age: number, amount: number): ArrayLike<number> => {
  if (amount === 0 || age < 0 || (amount < 0 && age >= counters.length)) return counters;
  const changed = Array.from(counters);
  while (changed.length <= age) changed.push(0);
  changed[age] = Math.max(0, (changed[age] ?? 0) + amount);
  return changed;
};

/** The counters as seen some minutes later, without those that fall out of the memory. */
const shifted = (counters: ArrayLike<number>, minutes: number): ArrayLike<number> => {
  if (minutes === 0 || counters.length === 0) return counters;
  if (minutes >= MINUTES_REMEMBERED) return [];
  return [...Array<number>(minutes).fill(0), ...Array.from(counters).slice(0, MINUTES_REMEMBERED - minutes)];
};
