/** Lets readers sleep until something happened; nothing that happened after `count` was read is missed. */
export type WakeUp = {
  /** How often `wake` was called. */
  count(): number;
  wake(): void;
  /** Resolves once `wake` has been called more than `seen` times, `waitMs` have passed or `signal` fired. */
  wait(request: { readonly seen: number; readonly waitMs: number; readonly signal: AbortSignal }): Promise<void>;
};

/** A wake-up within this process. */
export const createWakeUp = (): WakeUp => {
  const sleepers = new Set<() => void>();
  let wakes = 0;
  return {
    count: () => wakes,
    wake() {
      wakes += 1;
      for (const rise of sleepers) rise();
    },
    wait: ({ seen, waitMs, signal }) =>
      new Promise((resolve) => {
        if (wakes > seen || signal.aborted) return resolve();
        const timer = setTimeout(() => rise(), waitMs);
        const rise = () => {
          clearTimeout(timer);
          sleepers.delete(rise);
          signal.removeEventListener('abort', rise);
          resolve();
        };
        sleepers.add(rise);
        signal.addEventListener('abort', rise);
      }),
  };
};
