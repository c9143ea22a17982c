import { minutesOf } from './name-kind.ts';
import { MINUTE_MS, type SubjectUpdate } from './subject-update.ts';

/** What a viewer was last seen with: the name begins with the letter of its kind, `at` is epoch milliseconds. */
export type Sighting = { readonly name: string; readonly at: number };

/** Names remembered of one viewer; beyond it the longest unseen are forgotten. */
export const SIGHTINGS_MAX = 256;

/** The sightings after an update, as remembered when `newestMinute` is the subject's newest. */
export const withSightings = (sightings: readonly Sighting[], { at, names }: SubjectUpdate, newestMinute: number): readonly Sighting[] => {
  let changed: Sighting[] | null = null;
  for (const name of names) {
    const known: readonly Sighting[] = changed ?? sightings;
    const place = placeOf(name, known);
    if (at < oldestOf(name, newestMinute) || at <= (known[place]?.at ?? -Infinity)) continue;
    changed ??= [...sightings];
    if (place < changed.length) changed[place] = { name, at };
    else addWithinLimit(changed, { name, at });
  }
  return changed ?? sightings;
};

/** The sightings without those that fell out of the memory of their kind. */
export const withoutForgotten = (sightings: readonly Sighting[], newestMinute: number): readonly Sighting[] => {
  const isRemembered = ({ name, at }: Sighting): boolean => at >= oldestOf(name, newestMinute);
  return sightings.every(isRemembered) ? sightings : sightings.filter(isRemembered);
};

const oldestOf = (name: string, newestMinute: number): number => (newestMinute - minutesOf(name) + 1) * MINUTE_MS;

/** Where a name stands, or would be added; the names of an update differ, so that one is not looked for after it was added. */
const placeOf = (name: string, sightings: readonly Sighting[]): number => {
  for (let place = 0; place < sightings.length; place++) if (sightings[place]?.name === name) return place;
  return sightings.length;
};

/** Of too many the one longest ago goes, which may be the new one. */
const addWithinLimit = (sightings: Sighting[], seen: Sighting): void => {
  if (sightings.push(seen) <= SIGHTINGS_MAX) return;
  const oldest = sightings.reduce((first, { at }, index) => (at < (sightings[first]?.at ?? 0) ? index : first), 0);
  sightings.splice(oldest, 1);
};
