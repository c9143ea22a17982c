import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { unlessAborted } from '#runtime/unless-aborted.ts';
import { failureKind } from './failure-kind.ts';

const WAIT_MS_MIN = 100;
const WAIT_MS_MAX = 5_000;

/** How outages are waited out. */
export type Waiting = {
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Whether work that takes too long can be asked for in parts; if not, it too is tried again as it is. */
  readonly isDivisible?: boolean;
};

/**
 * Runs `work` until it succeeds or fails for its data, or for its size if it is divisible. An outage is waited out, for
 * ever, with waits that double from WAIT_MS_MIN to WAIT_MS_MAX; only `signal` ends it, by rejecting with the signal's reason at once,
 * even while `work` waits for a server that says nothing.
 */
export const retryOutage = async <T>(work: () => Promise<T>, { signal, log, isDivisible = false }: Waiting): Promise<T> => {
  for (let waitMs = WAIT_MS_MIN; ; waitMs = Math.min(waitMs * 2, WAIT_MS_MAX)) {
    signal.throwIfAborted();
    try {
      return await unlessAborted(work(), signal);
    } catch (error) {
      signal.throwIfAborted();
      const kind = failureKind(error);
      if (kind === 'data' || (kind === 'slow' && isDivisible)) throw error;
      log.warn({ err: error, waitMs }, 'a server is away: the batch waits and is tried again');
      await wait(waitMs * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
};
