import type { Logger } from 'pino';
import type { Principal } from '#access/principal.ts';
import { startPoll } from '#runtime/poll.ts';
import type { SessionRepository } from '#store/access/session-repository.ts';
import { CLOCK_TOLERANCE_SECONDS, TOKEN_MS_MAX } from './token-claims.ts';

/** Who may not go on though their token has not expired, kept in the process. A change anywhere holds here within 2 s; while the store is away the last known holds. */
export type SessionBook = {
  isStanding(principal: Pick<Principal, 'id' | 'sessionId'>): boolean;
  /** Reads it anew: what ended here holds at once. */
  refresh(): Promise<void>;
} & AsyncDisposable;

export type SessionBookParts = {
  readonly repository: Pick<SessionRepository, 'version' | 'ended'>;
  readonly now: () => Date;
  readonly log: Logger;
};

const LOOK_MS_BETWEEN = 1_000;
/** Sessions that ended earlier have no token any more. */
const ENDED_MS_KEPT = TOKEN_MS_MAX + CLOCK_TOLERANCE_SECONDS * 1_000;

/** Reads what has ended and follows it until disposed; rejects when it cannot be read at the start. */
export const openSessionBook = async ({ repository, now, log }: SessionBookParts): Promise<SessionBook> => {
  let page = await readPage(repository, now());
  const refresh = async (): Promise<void> => {
    const read = await readPage(repository, now());
    if (read.version >= page.version) page = read; // of two reads at once, the older one may come last
  };
  const look = async (): Promise<void> => {
    if ((await repository.version()) !== page.version) await refresh();
  };
  const poll = startPoll({
    work: look,
    everyMs: LOOK_MS_BETWEEN,
    failing: 'ended sessions cannot be read: what was known last stays',
    log,
  });
  return {
    isStanding: ({ id, sessionId }) => !page.users.has(id) && (sessionId === null || !page.sessions.has(sessionId)),
    refresh,
    [Symbol.asyncDispose]: () => poll[Symbol.asyncDispose](),
  };
};

type Page = { readonly version: number; readonly sessions: ReadonlySet<string>; readonly users: ReadonlySet<string> };

const readPage = async (repository: Pick<SessionRepository, 'ended'>, now: Date): Promise<Page> => {
  const { version, sessionIds, userIds } = await repository.ended(new Date(now.getTime() - ENDED_MS_KEPT));
  return { version, sessions: new Set(sessionIds), users: new Set(userIds) };
};
