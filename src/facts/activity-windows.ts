import type { Activity, EventFacts } from '#domain/event-facts.ts';

/** One event's activity, and the entry that delivered it. */
export type Observation = { readonly entryId: string; readonly activity: Activity; readonly receivedAt: Date };

/**
 * Sliding windows over what viewers, devices and titles did, in event time. They look back WINDOW_MS_MAX and remember
 * LATENESS_MS_MAX longer; an activity later than that is told from the windows but not added to them.
 */
export type ActivityWindows = {
  /**
   * Adds the activities and answers, in the same order, what was known of each event's subjects up to and including
   * that event. Idempotent per entry: observing an entry again adds nothing and answers at least as much.
   */
  observe(observations: readonly Observation[]): Promise<readonly EventFacts[]>;
  /** These entries are acknowledged: that they were observed need not be remembered for much longer. */
  settle(entryIds: readonly string[]): Promise<void>;
  /**
   * Forgets a viewer (pseudonym), who was erased: nothing more of them will be observed. An entry that was observed and not yet settled
   * may still be told again from what it found; that goes with its mark.
   */
  forgetViewer(viewerId: string): Promise<void>;
} & AsyncDisposable;
