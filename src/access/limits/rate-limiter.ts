/** What is limited, each for itself. */
export const RATE_UNITS = ['REQUESTS', 'EVENTS', 'SIGN_INS'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

/** How much of one unit a subject may have in any `windowMs`. */
export type Quota = {
  /** Whose it is, e.g. `API_KEY:k7f3`; adapters that write it down write a hash. */
  readonly subject: string;
  readonly unit: RateUnit;
  /** At least 0; 0 allows nothing. */
  readonly limit: number;
  readonly windowMs: number;
};

/** What is to be taken of a quota: a whole number from 0. */
export type Take = Quota & { readonly cost: number };

/** How a quota stands after a take. */
export type QuotaState = Pick<Quota, 'limit' | 'windowMs'> & {
  /** Whether what was asked for fits. */
  readonly isAllowed: boolean;
  /** What may still be taken now. */
  readonly remaining: number;
  /** When all of it is there again if nothing more is taken. */
  readonly resetAt: Date;
  /** How long until what was asked for fits if nothing else is taken: 0 when it does; one whole window when it never can. */
  readonly retryAfterMs: number;
};

/**
 * Counts what subjects take in a sliding window. In no `windowMs`, wherever it begins, is more taken than the limit; what was taken comes
 * back `windowMs` later, or up to a part in `BUCKETS_PER_WINDOW` of that later still (see `sliding-window.ts`).
 */
export type RateLimiter = {
  /** Takes of one quota, unless it does not fit: then nothing is taken. */
  take(take: Take): Promise<QuotaState>;
  /** Takes of several different quotas, or of none when one of them does not fit; a state for each, in their order. */
  takeAll(takes: readonly Take[]): Promise<readonly QuotaState[]>;
  /** How a quota stands; nothing is taken. */
  look(quota: Quota): Promise<QuotaState>;
};

/** The limits cannot be looked at, and nothing may pass without. */
export class RateLimiterAway extends Error {
  override readonly name = 'RateLimiterAway';
}
