import { once } from 'node:events';
import type { Logger } from 'pino';

/** Longest a stop may take; then the process ends as it is. */
const STOP_MS_MAX = 30_000;

/** Resolves at the first SIGTERM or SIGINT. A second one, or STOP_MS_MAX, ends the process at once. */
export const untilStopped = async (log: Logger): Promise<void> => {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const end = (reason: string) => () => {
    log.error({ reason }, 'ended before everything was finished; nothing acknowledged is lost');
    process.exit(1);
  };
  process.once('SIGTERM', end('second signal'));
  process.once('SIGINT', end('second signal'));
  setTimeout(end('timeout'), STOP_MS_MAX).unref();
};
