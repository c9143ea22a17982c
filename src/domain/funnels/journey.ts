import type { Funnel, FunnelEvent } from './funnel.ts';
import { startOrderedJourney } from './ordered-journey.ts';
import { startStrictJourney } from './strict-journey.ts';
import { startUnorderedJourney } from './unordered-journey.ts';

/** The way of one viewer through a funnel. Its memory does not grow with the events seen. */
export type Journey = {
  /** The next event of the viewer, in the order of time and key. */
  see(event: FunnelEvent): void;
  /**
   * The moments at which the steps were reached (epoch milliseconds, ascending), as many as the viewer reached. Of all attempts the
   * one that got furthest; of equals the one that got there first; of those that got there with the same event the one that began last.
   */
  reached(): readonly number[];
};

/** A journey of a viewer of whom nothing was seen yet. */
export const startJourney = (funnel: Funnel): Journey => {
  switch (funnel.order) {
    case 'ORDERED':
      return startOrderedJourney(funnel);
    case 'STRICT':
      return startStrictJourney(funnel);
    case 'UNORDERED':
      return startUnorderedJourney(funnel);
    default:
      return funnel.order satisfies never;
  }
};
