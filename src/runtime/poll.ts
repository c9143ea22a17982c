import type { Logger } from 'pino';

/** Something that is looked at again and again, one look after the other, until disposed. */
export type Poll = {
  readonly work: () => Promise<void>;
  readonly everyMs: number;
  /** What is said, once until a look succeeds, when one fails, e.g. `signing keys cannot be read: what was known last stays`. */
  readonly failing: string;
  readonly log: Logger;
};

/** Looks every so often; a look that fails is told once and tried again. */
export const startPoll = ({ work, everyMs, failing, log }: Poll): AsyncDisposable => {
  let isFailing = false;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      await work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, failing);
      isFailing = true;
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, everyMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
};
