/**
 * Runs `work` with a stack for whatever it starts; the stack is emptied however the work ends, Ctrl-C included.
 * A second Ctrl-C ends the process at once.
 */
export const runWithCleanUp = async (work: (stack: AsyncDisposableStack) => Promise<void>): Promise<void> => {
  const stack = new AsyncDisposableStack();
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const onSignal = (signal: NodeJS.Signals) => reject(new Error(`stopped by ${signal}`));
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    await Promise.race([work(stack), interrupted]);
  } finally {
    await stack.disposeAsync();
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
