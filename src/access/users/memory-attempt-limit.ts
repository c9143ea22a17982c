import { LRUCache } from 'lru-cache';
import { ATTEMPT_WINDOW_MS, type AttemptLimit, ATTEMPTS_PER_ACCOUNT_MAX, ATTEMPTS_PER_ADDRESS_MAX } from './attempt-limit.ts';

/** Accounts and addresses that are remembered; beyond it those that were quiet longest are forgotten. */
const SUBJECTS_MAX = 100_000;

/** Limits attempts within this process, exactly: over any span of the window no more than the limit are let through. */
export const createMemoryAttemptLimit = ({ now }: { readonly now: () => Date }): AttemptLimit => {
  const attempts = new LRUCache<string, readonly number[]>({ max: SUBJECTS_MAX });
  return async function limitAttempts({ account, address }) {
    const at = now().getTime();
    const subjects = [
      { key: `account ${account}`, limit: ATTEMPTS_PER_ACCOUNT_MAX },
      ...(address === null ? [] : [{ key: `address ${address}`, limit: ATTEMPTS_PER_ADDRESS_MAX }]),
    ].map(({ key, limit }) => ({ key, limit, recent: (attempts.get(key) ?? []).filter((then) => then > at - ATTEMPT_WINDOW_MS) }));
    const full = subjects.find(({ recent, limit }) => recent.length >= limit);
    if (full !== undefined) {
      const oldest = full.recent[0] ?? at;
      return { retryAfterMs: oldest + ATTEMPT_WINDOW_MS - at, limit: full.limit, windowMs: ATTEMPT_WINDOW_MS };
    }
    for (const { key, recent } of subjects) attempts.set(key, [...recent, at]);
    return null;
  };
};
