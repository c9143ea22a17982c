import type { CountrySeen, PlaybackHistory, SubjectHistory } from '#domain/event-facts.ts';
import { NAME_KINDS, type NameKind } from './name-kind.ts';
import type { Sighting } from './sighting.ts';
import type { SubjectSoFar } from './subject-so-far.ts';
import { MINUTE_MS, minuteOf, type SubjectUpdate } from './subject-update.ts';

/** What a rule may ask about a subject at the moment of one event, the last of `soFar`; nothing is computed before it is asked. */
export const subjectHistory = (soFar: SubjectSoFar, own: SubjectUpdate): SubjectHistory => ({
  events: (windowMs) => countWithin({ soFar, own, windowMs }, 'events'),
  failures: (windowMs) => countWithin({ soFar, own, windowMs }, 'failures'),
  regions: (windowMs) => fullestSpan({ soFar, own, windowMs }, 'region'),
  ipPrefixes: (windowMs) => fullestSpan({ soFar, own, windowMs }, 'ipPrefix'),
  otherCountries: (windowMs) => countriesWithin({ soFar, own, windowMs }),
  sessions: (windowMs) => sessionsInProgress({ soFar, own, windowMs }),
  devices: (windowMs) => fullestSpan({ soFar, own, windowMs }, 'device').length,
  titles: (windowMs) => fullestSpan({ soFar, own, windowMs }, 'title').length,
});

/** The same about what a viewer's players reported: seeks are kept as events, errors as failures. */
export const playbackHistory = (soFar: SubjectSoFar, own: SubjectUpdate): PlaybackHistory => ({
  errors: (windowMs) => countWithin({ soFar, own, windowMs }, 'failures'),
  seeks: (windowMs) => countWithin({ soFar, own, windowMs }, 'events'),
});

type Question = { readonly soFar: SubjectSoFar; readonly own: SubjectUpdate; readonly windowMs: number };

/** Sums the whole minutes of the window that ends with the event's: those of before, and those of the call. */
const countWithin = ({ soFar: { before, call }, own, windowMs }: Question, counter: 'events' | 'failures'): number => {
  const last = minuteOf(own.at);
  const first = last - Math.ceil(windowMs / MINUTE_MS) + 1;
  const counters = before[counter];
  const end = Math.min(before.newestMinute - first + 1, counters.length);
  let sum = 0;
  for (let age = Math.max(0, before.newestMinute - last); age < end; age++) sum += counters[age] ?? 0;
  for (const told of call) if (told.minute >= first && told.minute <= last) sum += told[counter];
  return sum;
};

/**
 * The names seen in that span of `windowMs` around the event which holds the most of them, the longest unseen first.
 * A name seen again later than the span is not in it: distinct values may be missed, and are never invented.
 */
const fullestSpan = ({ soFar, own, windowMs }: Question, kind: NameKind): readonly string[] => {
  const { tag } = NAME_KINDS[kind];
  const ownName = own.names.find((name) => name.startsWith(tag)) ?? null;
  const others = soFar.sightings.filter((seen) => isWithin(seen, { own, windowMs, tag }) && seen.name !== ownName);
  if (others.length === 0) return ownName === null ? NONE : [ownName.slice(1)];
  const points = [...others, { name: ownName, at: own.at }].toSorted((a, b) => a.at - b.at || compareNames(a, b));
  return fullest(points, own.at, windowMs).flatMap(({ name }) => name?.slice(1) ?? NONE);
};

const countriesWithin = ({ soFar, own, windowMs }: Question): readonly CountrySeen[] => {
  const { tag } = NAME_KINDS.country;
  const ownName = own.names.find((name) => name.startsWith(tag));
  if (ownName === undefined) return NOWHERE;
  const others = soFar.sightings.filter((seen) => isWithin(seen, { own, windowMs, tag }) && seen.name !== ownName);
  return others.map(({ name, at }) => ({ country: name.slice(1), at: Math.floor(at) }));
};

const sessionsInProgress = ({ soFar, own, windowMs }: Question): number => {
  const { tag } = NAME_KINDS.session;
  let count = 0;
  for (const seen of soFar.sightings) if (seen.at <= own.at && Number.isInteger(seen.at) && isWithin(seen, { own, windowMs, tag })) count++;
  return count;
};

type Reach = { readonly own: SubjectUpdate; readonly windowMs: number; readonly tag: string };

const isWithin = ({ name, at }: Sighting, { own, windowMs, tag }: Reach): boolean =>
  name.startsWith(tag) && Math.abs(at - own.at) <= windowMs;

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

type Point = { readonly name: string | null; readonly at: number };
const compareNames = (a: Point, b: Point): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
const NONE: readonly string[] = [];
const NOWHERE: readonly CountrySeen[] = [];
