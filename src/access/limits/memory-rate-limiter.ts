import { LRUCache } from 'lru-cache';
import { limiterOfTakes } from './limiter-of-takes.ts';
import type { QuotaState, RateLimiter, Take } from './rate-limiter.ts';
import { bookTake, type Buckets, judgeTake } from './sliding-window.ts';

/** Quotas remembered, of about 1 KB each; beyond it the one that was asked for longest ago is forgotten, and is whole again when it comes back. */
const QUOTAS_MAX = 50_000;

/** Counts in the memory of this process alone. */
export const createMemoryRateLimiter = ({
  now,
  quotasMax = QUOTAS_MAX,
}: {
  readonly now: () => Date;
  /** Default `QUOTAS_MAX`. */
  readonly quotasMax?: number;
}): RateLimiter => {
  const quotas = new LRUCache<string, Buckets>({ max: quotasMax });
  const bucketsOf = ({ unit, windowMs, subject }: Take): Buckets => {
    const key = `${unit}:${windowMs}:${subject}`;
    const known = quotas.get(key);
    if (known !== undefined) return known;
    const buckets: Buckets = new Map();
    quotas.set(key, buckets);
    return buckets;
  };
  return limiterOfTakes(async (takes) => {
    const at = now().getTime();
    const judged = takes
      .map((take) => ({ take, buckets: bucketsOf(take) }))
      .map((one) => ({ ...one, state: judgeTake(one.buckets, one.take, at) }));
    if (judged.some(({ state }) => !state.isAllowed)) return judged.map(({ state }) => state);
    return judged.map(({ take, buckets, state }): QuotaState => bookTake(buckets, take, { state, at }));
  });
};
