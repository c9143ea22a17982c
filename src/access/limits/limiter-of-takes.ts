import type { QuotaState, RateLimiter } from './rate-limiter.ts';

/** A limiter whose every question is one of several takes. */
export const limiterOfTakes = (takeAll: RateLimiter['takeAll']): RateLimiter => ({
  takeAll,
  take: async (take) => only(await takeAll([take])),
  look: async (quota) => only(await takeAll([{ ...quota, cost: 0 }])),
});

const only = ([state]: readonly QuotaState[]): QuotaState => {
  if (state === undefined) throw new Error('the limiter answered nothing');
  return state;
};
