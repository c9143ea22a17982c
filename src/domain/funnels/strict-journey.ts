import { type Funnel, meetsStep } from './funnel.ts';
import type { Journey } from './journey.ts';

/** Steps in their order, with nothing between: events that follow one another. */
export const startStrictJourney = ({ steps, windowMs }: Funnel): Journey => {
  /** Attempts whose last step is the last event, by that step: the moments of their steps. */
  let attempts: readonly (readonly number[] | null)[] = [];
  let furthest: readonly number[] = [];

  const next = (step: number, at: number): readonly number[] | null => {
    const before = step === 0 ? [] : attempts[step - 1];
    return before == null || at - (before[0] ?? at) > windowMs ? null : [...before, at];
  };

  return {
    see(event) {
      if (furthest.length === steps.length) return;
      attempts = steps.map((wanted, step) => (meetsStep(wanted, event) ? next(step, event.at) : null));
      const longest = attempts.findLast((attempt) => attempt !== null) ?? [];
      if (longest.length > furthest.length) furthest = longest;
    },
    reached: () => furthest,
  };
};
