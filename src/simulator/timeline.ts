/** When the next event happens, in epoch milliseconds; never before the last. */
export type Timeline = () => number;

export type LiveTimelineOptions = {
  /** Null for as fast as it goes. */
  readonly ratePerSecond: number | null;
  readonly now: () => number;
};

/** How far events may fall behind before those missed are left out instead of caught up with. */
const LAG_MS_MAX = 5000;

/** Events at even distances from now on. */
export const createLiveTimeline = ({ ratePerSecond, now }: LiveTimelineOptions): Timeline => {
  const gapMs = ratePerSecond === null ? 0 : 1000 / ratePerSecond;
  let at = now();
  return () => {
    at += gapMs;
    if (now() - at > LAG_MS_MAX) at = now();
    return at;
  };
};

/** A number of events at even distances up to `endsAt`. */
export const createPastTimeline = ({ events, gapMs, endsAt }: { events: number; gapMs: number; endsAt: number }): Timeline => {
  let at = endsAt - events * gapMs;
  return () => {
    at += gapMs;
    return at;
  };
};
