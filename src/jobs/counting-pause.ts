/** Statistics are this old at most, on a machine that keeps up. */
const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 15_000;
/**
 * Counting takes a tenth of the time; a quarter while more waits than one pass counts, so that storing and alerts go first in a burst; and
 * a half once that has lasted for a while.
 */
const PAUSE_PER_PASS = 9;
const PAUSE_PER_FULL_PASS = { soon: 3, late: 1 } as const;
const BURST_MS_MAX = 60_000;

/** How long to wait after a pass that took `tookMs`; `behindMs` is for how long more has been waiting than passes count, null when it is not. */
export const countingPauseMs = (tookMs: number, behindMs: number | null): number => {
  if (behindMs === null) return Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, tookMs * PAUSE_PER_PASS));
  return tookMs * (behindMs < BURST_MS_MAX ? PAUSE_PER_FULL_PASS.soon : PAUSE_PER_FULL_PASS.late);
};
