import type { Logger } from 'pino';
import type { EntryTable } from './entry-table.ts';

/** Vacuums a table now and then, if entries were deleted since. */
export type Vacuum = { request(): void } & AsyncDisposable;

/** PGlite has no autovacuum: without this every entry ever accepted would keep its room. */
const MS_BETWEEN = 60_000;

/** Begins at once; disposing waits for a vacuum in progress. */
export const startVacuum = (table: Pick<EntryTable, 'vacuum'>, log: Logger): Vacuum => {
  let isDue = false;
  let running = Promise.resolve();
  const run = () => {
    if (!isDue) return;
    isDue = false;
    running = table.vacuum().catch((error: unknown) => log.warn({ err: error }, 'the stream table cannot be vacuumed'));
  };
  const timer = setInterval(run, MS_BETWEEN).unref();
  return {
    request: () => void (isDue = true),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
};
