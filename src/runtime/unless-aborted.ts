/** The outcome of `work`, or as soon as `signal` fires a rejection with its reason; the work itself goes on, and nobody hears of it. */
export const unlessAborted = async <T>(work: Promise<T> | T, signal: AbortSignal): Promise<T> => {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
