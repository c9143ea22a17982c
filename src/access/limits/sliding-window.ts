import type { QuotaState, Take } from './rate-limiter.ts';

/**
 * A window is counted in buckets of a twentieth of its length. All of a bucket counts until the last moment it may hold is a whole window
 * ago, so that no window ever holds more than the limit; in exchange, what was taken may come back a twentieth of a window late.
 */
export const BUCKETS_PER_WINDOW = 20;

/** What was taken, by the number of its bucket since 1970. */
export type Buckets = Map<number, number>;

/** Milliseconds of one bucket. */
export const bucketMsOf = (windowMs: number): number => Math.ceil(windowMs / BUCKETS_PER_WINDOW);

/** Whether a take fits at a moment (ms since 1970), and how its quota stands then; forgets what has come back, and takes nothing. */
export const judgeTake = (buckets: Buckets, take: Take, at: number): QuotaState => {
  const taken = standingOf(buckets, take.windowMs, at);
  const used = taken.reduce((sum, { count }) => sum + count, 0);
  const resetAt = new Date(taken.at(-1)?.backAt ?? at);
  const { limit, windowMs, cost } = take;
  const missing = used + cost - limit;
  const remaining = Math.max(0, limit - used);
  if (missing <= 0) return { isAllowed: true, limit, windowMs, remaining, resetAt, retryAfterMs: 0 };
  return { isAllowed: false, limit, windowMs, remaining, resetAt, retryAfterMs: cost > limit ? windowMs : waitFor(missing, taken) - at };
};

/** Takes what was judged to fit, and answers how the quota stands then. */
export const bookTake = (buckets: Buckets, { windowMs, cost }: Take, { state, at }: { state: QuotaState; at: number }): QuotaState => {
  if (cost === 0) return state;
  const bucketMs = bucketMsOf(windowMs);
  const bucket = Math.floor(at / bucketMs);
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + cost);
  return { ...state, remaining: state.remaining - cost, resetAt: new Date(Math.max(state.resetAt.getTime(), backAtOf(bucket, windowMs))) };
};

type Taken = { readonly count: number; readonly backAt: number };

const backAtOf = (bucket: number, windowMs: number): number => (bucket + 1) * bucketMsOf(windowMs) + windowMs;

/** What has not come back yet, what comes back first in front. */
const standingOf = (buckets: Buckets, windowMs: number, at: number): readonly Taken[] => {
  const standing: Taken[] = [];
  for (const [bucket, count] of buckets) {
    const backAt = backAtOf(bucket, windowMs);
    if (backAt > at) standing.push({ count, backAt });
    else buckets.delete(bucket);
  }
  return standing.toSorted((one, other) => one.backAt - other.backAt);
};

/** When so much will have come back. */
const waitFor = (missing: number, taken: readonly Taken[]): number => {
  let back = 0;
  const enough = taken.find(({ count }) => (back += count) >= missing);
  return enough?.backAt ?? 0;
};
