/** Attempts at one batch, the first included: with the waits between them about a minute. */
export const ATTEMPTS_MAX = 12;

const BACKOFF_MS_FIRST = 200;
const BACKOFF_MS_MAX = 10_000;
const RETRY_AFTER_MS_MAX = 60_000;

/**
 * How long to wait after the `retries + 1`-th attempt: what the server asked for and up to a quarter more, or a doubling
 * wait of which half is left to chance, so that those who failed together do not return together. `chance` is from 0 to 1.
 */
export const backoffMs = (retries: number, retryAfterMs: number | null, chance: number): number => {
  if (retryAfterMs !== null) return Math.min(RETRY_AFTER_MS_MAX, Math.max(0, retryAfterMs)) * (1 + chance / 4);
  return (Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** retries) * (1 + chance)) / 2;
};
