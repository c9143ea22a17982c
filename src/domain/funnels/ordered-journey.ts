import { type Funnel, meetsStep } from './funnel.ts';
import type { Journey } from './journey.ts';

/** An attempt under way: its number, and the moments of the steps it has reached. */
type Attempt = { readonly number: number; readonly moments: readonly number[] };

/**
 * Steps in their order, with anything between. An attempt takes for each step the first event after the step before it. Of the
 * attempts that have reached a step only the one that began last is kept: no other has more time left.
 */
export const startOrderedJourney = ({ steps, windowMs }: Funnel): Journey => {
  const backwards = [...steps.entries()].toReversed();
  /** By the last step reached. */
  const attempts: Attempt[] = [];
  let begun = 0;
  let furthest: readonly number[] = [];

  const advance = (step: number, at: number): void => {
    const before = step === 0 ? { number: (begun += 1), moments: [] } : attempts[step - 1];
    if (before === undefined || at - (before.moments[0] ?? at) > windowMs) return;
    if (attempts[step]?.number === before.number) return;
    const attempt = { number: before.number, moments: [...before.moments, at] };
    attempts[step] = attempt;
    if (attempt.moments.length > furthest.length) furthest = attempt.moments;
  };

  return {
    see(event) {
      if (furthest.length === steps.length) return;
      for (const [step, wanted] of backwards) if (meetsStep(wanted, event)) advance(step, event.at);
    },
    reached: () => furthest,
  };
};
