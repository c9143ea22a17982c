/** Work that only so much of is done at a time. */
export type BoundedWork = {
  /** Does the work in its turn; null, without doing it, when too much waits already. */
  run<Result>(work: () => Promise<Result>): Promise<Result | null>;
};

/** At most `atOnce` are done at a time, and `waitingMax` wait for their turn. */
export const createBoundedWork = ({ atOnce, waitingMax }: { readonly atOnce: number; readonly waitingMax: number }): BoundedWork => {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const turn = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  /** A turn goes straight to who waits longest, so that nobody comes between. */
  const over = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async run(work) {
      if (free === 0 && waiting.length >= waitingMax) return null;
      await turn();
      return work().finally(over);
    },
  };
};
