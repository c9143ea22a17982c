import type { Authenticator } from '#access/authenticator.ts';
import type { Principal } from '#access/principal.ts';

/** Watches callers who stay: over a WebSocket, or an event stream. */
export type StandingWatch = {
  /** Calls `end` once when the caller may not go on any more, at most 2 s after that was so everywhere; answers how to stop watching. */
  watch(principal: Principal, end: () => void): () => void;
  /** Whether the caller may go on, now. */
  readonly isStanding: Authenticator['isStanding'];
} & Disposable;

/** How often everybody is looked at: one look-up in memory each. */
const LOOK_MS_BETWEEN = 500;

/** Looks at all callers in turn, until disposed. */
export const createStandingWatch = ({ isStanding }: Pick<Authenticator, 'isStanding'>): StandingWatch => {
  const watched = new Set<{ readonly principal: Principal; readonly end: () => void }>();
  const looking = setInterval(() => {
    for (const caller of watched) {
      if (isStanding(caller.principal)) continue;
      watched.delete(caller);
      caller.end();
    }
  }, LOOK_MS_BETWEEN).unref();
  return {
    isStanding,
    watch(principal, end) {
      const caller = { principal, end };
      watched.add(caller);
      return () => void watched.delete(caller);
    },
    [Symbol.dispose]: () => clearInterval(looking),
  };
};
