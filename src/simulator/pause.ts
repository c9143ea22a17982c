import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but no longer than until the signal fires; never throws. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms <= 0 || signal.aborted) return;
  await sleep(ms, undefined, { signal }).catch(() => undefined);
};
