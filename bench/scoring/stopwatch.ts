/** Sums the time of steps by name. */
export type Stopwatch = {
  /** Runs work, which counts as `items` of its step; unless told, as one call. */
  time<T>(step: string, work: () => T, items?: number): T;
  /** Forgets what it has measured. */
  reset(): void;
  /** By step; a call counts as so many items where none were told. */
  microsecondsPerItem(itemsPerCall: number): Readonly<Record<string, number>>;
};

/** A stopwatch at zero. */
export const createStopwatch = (): Stopwatch => {
  const steps = new Map<string, { ms: number; calls: number; items: number }>();
  return {
    time(step, work, items = 0) {
      const begin = performance.now();
      const result = work();
      const sum = steps.get(step) ?? { ms: 0, calls: 0, items: 0 };
      steps.set(step, { ms: sum.ms + performance.now() - begin, calls: sum.calls + 1, items: sum.items + items });
      return result;
    },
    reset: () => steps.clear(),
    microsecondsPerItem: (itemsPerCall) =>
      Object.fromEntries(Array.from(steps, ([step, { ms, calls, items }]) => [step, (1_000 * ms) / (items || calls * itemsPerCall)])),
  };
};
