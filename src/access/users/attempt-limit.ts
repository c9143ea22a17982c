/** Somebody tries to sign in. */
export type Attempt = {
  /** The user name as it was given, whether there is one or not. */
  readonly account: string;
  /** Where it comes from; null where nobody knows. */
  readonly address: string | null;
};

/** Why nothing more is tried now. */
export type AttemptRefusal = { readonly retryAfterMs: number; readonly limit: number; readonly windowMs: number };

/** Counts an attempt; answers a refusal when there were too many, null when it may go on. */
export type AttemptLimit = (attempt: Attempt) => Promise<AttemptRefusal | null>;

export const ATTEMPT_WINDOW_MS = 300_000;
/** Enough for somebody who mistypes, and 2,880 guesses a day. */
export const ATTEMPTS_PER_ACCOUNT_MAX = 10;
/** Many people may come from one address. */
export const ATTEMPTS_PER_ADDRESS_MAX = 50;
