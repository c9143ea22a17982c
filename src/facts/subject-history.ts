import type { CountrySeen, SubjectHistory } from '#domain/event-facts.ts';
import { sumOfAges } from './counters.ts';
import { MINUTE_MS, minuteOf } from './reach.ts';
import { partOf, type ScenePart } from './scene.ts';
import type { SubjectState, SubjectUpdate } from './subject-state.ts';

/** What a rule may ask about a subject at the moment of one event: what was known before it, and the event itself. */
export const subjectHistory = (before: SubjectState, own: SubjectUpdate): SubjectHistory => new History(before, own);

/** A class, since there are several for each event: closures would be a dozen objects each. Nothing is computed before it is asked. */
class History implements SubjectHistory {
  readonly #before: SubjectState;
  readonly #own: SubjectUpdate;

  constructor(before: SubjectState, own: SubjectUpdate) {
    this.#before = before;
    this.#own = own;
  }

  events(windowMs: number): number {
    return this.#count('events', windowMs);
  }

  errors(windowMs: number): number {
    return this.#count('errors', windowMs);
  }

  authFailures(windowMs: number): number {
    return this.#count('authFailures', windowMs);
  }

  seeks(windowMs: number): number {
    return this.#count('seeks', windowMs);
  }

  regions(windowMs: number): readonly string[] {
    return this.#distinct('region', windowMs);
  }

  ipPrefixes(windowMs: number): readonly string[] {
    return this.#distinct('ipPrefix', windowMs);
  }

  devices(windowMs: number): number {
    return this.#distinct('device', windowMs).length;
  }

  titles(windowMs: number): number {
    return this.#distinct('title', windowMs).length;
  }

  otherCountries(windowMs: number): readonly CountrySeen[] {
    const here = this.#ownPart('country');
    if (here === '') return NOWHERE;
    const seen = this.#lastSeen('country', windowMs);
    seen.delete(here);
    return Array.from(seen, ([country, at]) => ({ country, at: Math.floor(at) }));
  }

  sessions(idleMs: number): number {
    const { at } = this.#own;
    const seen = this.#lastSeen('session', idleMs);
    const own = this.#ownPart('session');
    if (own !== '') seen.set(own, Math.max(at, seen.get(own) ?? 0));
    let count = 0;
    for (const last of seen.values()) if (last <= at && Number.isInteger(last)) count++;
    return count;
  }

  /** Sums the whole minutes of the window that ends with the event's, and the event. */
  #count(counter: 'events' | 'errors' | 'authFailures' | 'seeks', windowMs: number): number {
    const age = this.#before.newestMinute - minuteOf(this.#own.at);
    return this.#own[counter] + sumOfAges(this.#before[counter], Math.max(0, age), age + Math.ceil(windowMs / MINUTE_MS));
  }

  #ownPart(part: ScenePart): string {
    return this.#own.scene === null ? '' : partOf(this.#own.scene, part);
  }

  /** When each value of a part was last seen within `windowMs` before or after the event. */
  #lastSeen(part: ScenePart, windowMs: number): Map<string, number> {
    const seen = new Map<string, number>();
    for (const { scene, at } of this.#before.sightings) {
      if (Math.abs(at - this.#own.at) > windowMs) continue;
      const value = partOf(scene, part);
      if (value !== '' && at > (seen.get(value) ?? 0)) seen.set(value, at);
    }
    return seen;
  }

  /**
   * The values seen in that span of `windowMs` around the event which holds the most of them, the longest unseen first.
   * A value seen again later than the span is not in it: distinct values may be missed, and are never invented.
   */
  #distinct(part: ScenePart, windowMs: number): readonly string[] {
    const { scene: ownScene, at } = this.#own;
    if (ownScene === null) return NOTHING;
    const own = partOf(ownScene, part);
    if (this.#before.sightings.every(({ scene }) => scene === ownScene || partOf(scene, part) === own)) return own === '' ? NOTHING : [own];
    const others = this.#lastSeen(part, windowMs);
    others.delete(own);
    const points = Array.from(others, ([value, seenAt]): Point => ({ value, at: seenAt }));
    points.push({ value: own, at });
    return fullest(points.toSorted(inTime), at, windowMs).flatMap(({ value }) => (value === '' ? NOTHING : value));
  }
}

/** Of the spans that begin with a point and hold `at`, which is a point itself, the first with the most points. */
const fullest = (points: readonly Point[], at: number, windowMs: number): readonly Point[] => {
  let best: readonly [from: number, to: number] = [0, 0];
  let to = 0;
  for (const [from, first] of points.entries()) {
    if (first.at > at) break;
    while (to < points.length && (points[to]?.at ?? 0) - first.at <= windowMs) to++;
    if (to - from > best[1] - best[0]) best = [from, to];
  }
  return points.slice(...best);
};

/** '' stands for an event that does not tell. */
type Point = { readonly value: string; readonly at: number };
const inTime = (a: Point, b: Point): number => a.at - b.at || (a.value < b.value ? -1 : 1);
const NOTHING: readonly string[] = [];
const NOWHERE: readonly CountrySeen[] = [];
