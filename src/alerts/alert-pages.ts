import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import { type AlertMessage, toMessage } from './alert-ring.ts';

/** The log for followers that are behind the ring, read once for all who need the same at about the same time. Null when it cannot be read now. */
export type AlertPages = {
  /** Messages around and after `position`, ascending; when none is after it, the log has none now. */
  around(position: number): Promise<readonly AlertMessage[] | null>;
  bounds(): Promise<Awaited<ReturnType<AlertLog['bounds']>> | null>;
};

type PagesParts = { readonly log: Pick<AlertLog, 'bounds' | 'readAfter'>; readonly pageSize: number; readonly logger: Logger };

/** Pages in memory at once: what thousands of followers that resume together share. */
const PAGES_MAX = 50;
/** A page is read again after this long: occurrences go on being counted. */
const PAGE_MS_KEPT = 10_000;
/** Reads at once: followers that lag must not take every connection. */
const READS_MAX = 4;

/** Pages begin at multiples of `pageSize`, so that followers at different positions share them. */
export const createAlertPages = ({ log, pageSize, logger }: PagesParts): AlertPages => {
  const pages = new LRUCache<number, Promise<readonly AlertMessage[] | null>>({ max: PAGES_MAX, ttl: PAGE_MS_KEPT });
  const turnstile = createTurnstile(READS_MAX);

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result | null> =>
    turnstile(work).catch((error: unknown) => {
      logger.warn({ err: error }, 'the alert log cannot be read');
      return null;
    });

  const read = (start: number): Promise<readonly AlertMessage[] | null> => {
    const page = inTurn(async () => {
      const messages = (await log.readAfter(start, pageSize)).map(toMessage);
      if (messages.length < pageSize) pages.delete(start); // the log will go on after it
      return messages;
    });
    pages.set(start, page);
    return page;
  };

  return {
    async around(position) {
      const start = Math.floor(position / pageSize) * pageSize;
      const page = await (pages.get(start) ?? read(start));
      if (page === null) pages.delete(start);
      return page;
    },
    bounds: () => inTurn(() => log.bounds()),
  };
};

type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets at most `places` works run at once, the others in the order they came. */
const createTurnstile = (places: number): Turnstile => {
  const queue: (() => void)[] = [];
  let free = places;
  const enter = (): Promise<void> | undefined => {
    if (free > 0) free -= 1;
    else return new Promise((resolve) => queue.push(resolve));
    return undefined;
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };
  return async (work) => {
    await enter();
    return work().finally(leave);
  };
};
