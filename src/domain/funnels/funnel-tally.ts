import type { Funnel, FunnelEvent } from './funnel.ts';
import { type Journey, startJourney } from './journey.ts';

/** How many viewers reached a step; each counts once for every step up to the furthest. */
export type FunnelStepCount = {
  readonly viewers: number;
  /** Median of the time since the step before, in milliseconds; null for the first step, and for one that nobody reached. */
  readonly medianMsFromPrevious: number | null;
};

/** Counts viewers on their way. It keeps one number for every step that a viewer took, so never more than events were seen. */
export type FunnelTally = {
  /** The next event, in the order of viewer, time and key. */
  see(event: FunnelEvent): void;
  /** One count for each step; nothing may be seen afterwards. */
  result(): readonly FunnelStepCount[];
};

/** A tally of a funnel that nobody went through yet. */
export const createFunnelTally = (funnel: Funnel): FunnelTally => {
  const counts = funnel.steps.map(() => ({ viewers: 0, waits: [] as number[] }));
  let viewerId: string | null = null;
  let journey: Journey | null = null;

  const count = (moments: readonly number[]): void => {
    for (const [step, moment] of moments.entries()) {
      const counted = counts[step];
      if (counted === undefined) return;
      counted.viewers += 1;
      if (step > 0) counted.waits.push(moment - (moments[step - 1] ?? moment));
    }
  };

  const finish = (): void => {
    if (journey !== null) count(journey.reached());
    journey = null;
  };

  return {
    see(event) {
      if (event.viewerId !== viewerId) finish();
      viewerId = event.viewerId;
      journey ??= startJourney(funnel);
      journey.see(event);
    },
    result() {
      finish();
      return counts.map(({ viewers, waits }) => ({ viewers, medianMsFromPrevious: median(waits) }));
    },
  };
};

/** The mean of the middle two, in whole milliseconds; null of nothing. */
const median = (values: readonly number[]): number | null => {
  const sorted = Float64Array.from(values).toSorted();
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
};
