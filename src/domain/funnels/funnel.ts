import type { PlaybackEventType } from '#domain/playback-event.ts';

/** Steps of one funnel. */
export const FUNNEL_STEPS_MIN = 2;
export const FUNNEL_STEPS_MAX = 8;

/**
 * What counts as one attempt at a funnel:
 * - ORDERED: the steps in their order; whatever else the viewer did may lie between.
 * - STRICT: the steps in their order, and nothing else of the viewer between, heartbeats included.
 * - UNORDERED: the steps in any order, each by an event of its own.
 *
 * Every attempt fits into the window, which runs from its first event; an event exactly at its end is within.
 */
export type FunnelOrder = 'ORDERED' | 'STRICT' | 'UNORDERED';

/** An event of this type, and of this title unless any will do. */
export type FunnelStep = { readonly eventType: PlaybackEventType; readonly contentId: string | null };

/** A question: how many viewers go through these steps? */
export type Funnel = { readonly steps: readonly FunnelStep[]; readonly windowMs: number; readonly order: FunnelOrder };

/** What a funnel looks at of an event; `at` in epoch milliseconds. */
export type FunnelEvent = FunnelStep & { readonly viewerId: string; readonly at: number };

/** True when an event is one of a step; also when every event of step `is` is one of step `step`. */
export const meetsStep = (step: FunnelStep, is: FunnelStep): boolean =>
  step.eventType === is.eventType && (step.contentId === null || step.contentId === is.contentId);
