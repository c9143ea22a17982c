import type { Principal } from '#access/principal.ts';

/** Counts what each caller keeps open in this process: WebSockets and event streams together. */
export type ConnectionCount = {
  /** Counts one more and answers how to count it no more; null when the caller has as many as it may. */
  open(principal: Principal): (() => void) | null;
};

/** Connections one caller may keep open, unless the configuration says otherwise. */
export const CONNECTIONS_PER_PRINCIPAL_MAX = 1_000;

/** Lets each caller have so many; callers who are not known share theirs. */
export const createConnectionCount = (perPrincipalMax: number): ConnectionCount => {
  const counts = new Map<string, number>();
  return {
    open({ kind, id }) {
      const key = `${kind}:${id}`;
      const count = counts.get(key) ?? 0;
      if (count >= perPrincipalMax) return null;
      counts.set(key, count + 1);
      let isOpen = true;
      return function close() {
        if (!isOpen) return;
        isOpen = false;
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
};
