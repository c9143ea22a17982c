import type { Told } from './proof-case.ts';

export const MINUTE_MS = 60_000;

/** So many events. */
export const times = (count: number, tell: (index: number) => Told): readonly Told[] =>
  Array.from({ length: count }, (_, index) => tell(index));

/** One event in each region, a minute apart. */
export const regions = (...names: readonly string[]): readonly Told[] => names.map((region, i) => ({ region, ms: i * MINUTE_MS }));

/** One event in each of so many sessions, a second apart. */
export const sessions = (count: number): readonly Told[] => times(count, (i) => ({ sessionId: `-${i}`, ms: i * 1_000 }));

/** The same events with something more said in each, e.g. the plan. */
export const all = (events: readonly Told[], said: Told): readonly Told[] => events.map((one) => ({ ...one, ...said }));

/** The same events so much later, or earlier when negative. */
export const moved = (events: readonly Told[], byMs: number): readonly Told[] =>
  events.map((one) => ({ ...one, ms: (one.ms ?? 0) + byMs }));
