import { networkOf } from '#access/limits/network-of.ts';
import type { RateLimiter, Take } from '#access/limits/rate-limiter.ts';

/** Somebody tries to sign in. */
export type Attempt = {
  /** The user name as it is kept, whether there is such a user or not. */
  readonly account: string;
  /** Where it comes from. */
  readonly address: string;
};

/** Why nothing more is tried now. */
export type AttemptRefusal = { readonly retryAfterMs: number; readonly limit: number; readonly windowMs: number };

/** Counts an attempt; answers a refusal when there were too many, null when it may go on. */
export type AttemptLimit = (attempt: Attempt) => Promise<AttemptRefusal | null>;

const WINDOW_MS = 300_000;
/** Enough for somebody who mistypes, and 2,880 guesses a day. */
const ATTEMPTS_PER_ACCOUNT_MAX = 10;
/** Many people may come from one address. */
const ATTEMPTS_PER_ADDRESS_MAX = 50;

/** Limits attempts by account and by address; one that is refused is not counted. */
export const createAttemptLimit = ({ takeAll }: Pick<RateLimiter, 'takeAll'>): AttemptLimit =>
  async function limitAttempts({ account, address }) {
    const states = await takeAll([
      takeOf(`ACCOUNT:${account}`, ATTEMPTS_PER_ACCOUNT_MAX),
      takeOf(`ADDRESS:${networkOf(address)}`, ATTEMPTS_PER_ADDRESS_MAX),
    ]);
    const refused = states.find(({ isAllowed }) => !isAllowed);
    return refused === undefined ? null : { retryAfterMs: refused.retryAfterMs, limit: refused.limit, windowMs: refused.windowMs };
  };

const takeOf = (subject: string, limit: number): Take => ({ subject, unit: 'SIGN_INS', limit, windowMs: WINDOW_MS, cost: 1 });
