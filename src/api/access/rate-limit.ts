import type { Caller } from '#access/limits/caller-quotas.ts';
import { RateLimiterAway } from '#access/limits/rate-limiter.ts';
import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import type { ApiContext } from '#api/context.ts';

/** What a limit counts. */
export type LimitUnit = 'REQUESTS' | 'EVENTS';

/** A limit of one caller, and where known how much of it is left. */
export type RateLimitShape = {
  readonly unit: LimitUnit;
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number | null;
  readonly resetAt: Date | null;
};

const RateLimitUnit = enumOf<LimitUnit>('RateLimitUnit', 'What a limit counts.', {
  REQUESTS: 'Operations that were asked for, over HTTP or WebSocket.',
  EVENTS: 'Events that were sent.',
});

/** How much a caller may send. */
export const RateLimit = builder.objectRef<RateLimitShape>('RateLimit').implement({
  description: 'How much a caller may send within a sliding window of time.',
  fields: (t) => ({
    unit: t.expose('unit', { type: RateLimitUnit, description: 'Whether requests or events are counted.' }),
    limit: t.exposeInt('limit', { description: 'Most that may be sent within one window.' }),
    windowMs: t.exposeInt('windowMs', { description: 'How long the window is, in milliseconds.' }),
    remaining: t.exposeInt('remaining', { nullable: true, description: 'How much may be sent now; null while that cannot be looked at.' }),
    resetAt: t.expose('resetAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the whole limit is free again if nothing more is sent; null while that cannot be looked at.',
    }),
  }),
});

/** How the limits of a caller stand; without what is left of them while that cannot be looked at. */
export const lookAtLimits = async ({ ports, address }: ApiContext, principal: Caller): Promise<RateLimitShape[]> => {
  try {
    return [...(await ports.quotas.look({ principal, address }))];
  } catch (error) {
    if (!(error instanceof RateLimiterAway)) throw error;
    return limitsOf(principal.allowance);
  }
};

const MINUTE_MS = 60_000;

const limitsOf = ({ requestsPerMinute, eventsPerMinute }: Caller['allowance']): RateLimitShape[] => [
  { unit: 'REQUESTS', limit: requestsPerMinute, windowMs: MINUTE_MS, remaining: null, resetAt: null },
  { unit: 'EVENTS', limit: eventsPerMinute, windowMs: MINUTE_MS, remaining: null, resetAt: null },
];
