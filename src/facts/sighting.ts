import { COUNTRY_MINUTES_REMEMBERED, MINUTE_MS, MINUTES_REMEMBERED } from './reach.ts';
import { countryScene, isCountryScene, type Scene } from './scene.ts';

/** When a viewer was last seen in a scene, epoch milliseconds; half a millisecond more when the event ended its session. */
export type Sighting = { readonly scene: Scene; readonly at: number };

/**
 * Added to the time of what ends a session: of two sightings the later counts, so that an end is outlived by what comes
 * after it, in whatever order they are told. Times of events are whole milliseconds.
 */
export const END_MS = 0.5;

/** Scenes remembered of one viewer. Beyond it the longest unseen keeps only its country, and then goes. */
export const SCENES_MAX = 64;

/** The sightings after one more, as remembered when `newestMinute` is the viewer's newest. */
export const withSighting = (seen: readonly Sighting[], sighting: Sighting, newestMinute: number): readonly Sighting[] => {
  const kept = seen.every((one) => isKept(one, newestMinute)) ? seen : reduced(seen, newestMinute);
  const added = remembered(sighting, newestMinute);
  return added === null ? kept : withinLimit(merged(kept, added));
};

/** What is remembered of a sighting: all of it, its country alone, or nothing. */
const remembered = (sighting: Sighting, newestMinute: number): Sighting | null => {
  if (isKept(sighting, newestMinute)) return sighting;
  return sighting.at < startOf(newestMinute, COUNTRY_MINUTES_REMEMBERED) ? null : withCountryAlone(sighting);
};

const isKept = ({ scene, at }: Sighting, newestMinute: number): boolean =>
  at >= startOf(newestMinute, isCountryScene(scene) ? COUNTRY_MINUTES_REMEMBERED : MINUTES_REMEMBERED);

const startOf = (newestMinute: number, minutes: number): number => (newestMinute - minutes + 1) * MINUTE_MS;

const withCountryAlone = ({ scene, at }: Sighting): Sighting | null => {
  const place = countryScene(scene);
  return place === null ? null : { scene: place, at };
};

const reduced = (seen: readonly Sighting[], newestMinute: number): readonly Sighting[] => {
  let kept: readonly Sighting[] = [];
  for (const sighting of seen) {
    const left = remembered(sighting, newestMinute);
    if (left !== null) kept = merged(kept, left);
  }
  return kept;
};

/** Each scene once, with its latest time. */
const merged = (seen: readonly Sighting[], sighting: Sighting): readonly Sighting[] => {
  const place = seen.findIndex(({ scene }) => scene === sighting.scene);
  const known = seen[place];
  if (known === undefined) return [...seen, sighting];
  return known.at >= sighting.at ? seen : seen.with(place, sighting);
};

const withinLimit = (seen: readonly Sighting[]): readonly Sighting[] => {
  if (seen.length <= SCENES_MAX) return seen;
  const oldest = longestUnseen(seen.filter(({ scene }) => !isCountryScene(scene))) ?? longestUnseen(seen);
  const others = seen.filter((sighting) => sighting !== oldest);
  const place = oldest === undefined || isCountryScene(oldest.scene) ? null : withCountryAlone(oldest);
  return place === null ? others : withinLimit(merged(others, place));
};

const longestUnseen = (seen: readonly Sighting[]): Sighting | undefined =>
  seen.reduce<Sighting | undefined>((first, one) => (first === undefined || one.at < first.at ? one : first), undefined);
