import { type Funnel, type FunnelStep, meetsStep } from './funnel.ts';
import type { Journey } from './journey.ts';

/**
 * Steps in any order, each by an event of its own: a step is reached when it and all steps listed before it are met within one window,
 * by the latest events there are. Steps are equal, or one includes the other, or they share nothing; so there are events enough for
 * all exactly if each step has as many as there are steps within it (Hall's theorem for nested sets).
 */
export const startUnorderedJourney = ({ steps, windowMs }: Funnel): Journey => {
  const needs = needsOf(steps);
  /** Of each step the moments of its latest events, as many as can be needed. */
  const latest: number[][] = steps.map(() => []);
  let furthest: readonly number[] = [];

  const isReached = (last: number, since: number): boolean =>
    needs[last]?.every((need, step) => need === 0 || (latest[step]?.at(-need) ?? -Infinity) >= since) ?? false;

  const momentsUpTo = (last: number): readonly number[] => {
    const used = latest.map((moments, step) => moments.slice(-(needs[last]?.[step] ?? 0)));
    return needs.slice(0, last + 1).map((need) => Math.max(...need.map((count, step) => used[step]?.[count - 1] ?? -Infinity)));
  };

  return {
    see(event) {
      if (furthest.length === steps.length) return;
      for (const [step, wanted] of steps.entries()) if (meetsStep(wanted, event)) remember(latest[step] ?? [], event.at, steps.length);
      let length = furthest.length;
      while (isReached(length, event.at - windowMs)) length += 1;
      if (length > furthest.length) furthest = momentsUpTo(length - 1);
    },
    reached: () => furthest,
  };
};

/** For each step, when it is the last: how many events of every step are needed; none of those listed after it. */
const needsOf = (steps: readonly FunnelStep[]): readonly (readonly number[])[] =>
  steps.map((_, last) =>
    steps.map((step, index) => (index > last ? 0 : steps.slice(0, last + 1).filter((other) => meetsStep(step, other)).length)),
  );

const remember = (moments: number[], at: number, max: number): void => {
  moments.push(at);
  if (moments.length > max) moments.shift();
};
