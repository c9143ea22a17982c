import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';

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
    remaining: t.exposeInt('remaining', { nullable: true, description: 'How much may be sent now; null where that is not looked at.' }),
    resetAt: t.expose('resetAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the whole limit is free again if nothing more is sent; null where that is not looked at.',
    }),
  }),
});

const MINUTE_MS = 60_000;

/** What somebody may send in a minute, without a look at what they did. */
export const limitsOf = (allowance: {
  readonly requestsPerMinute: number;
  readonly eventsPerMinute: number;
}): readonly RateLimitShape[] => [
  { unit: 'REQUESTS', limit: allowance.requestsPerMinute, windowMs: MINUTE_MS, remaining: null, resetAt: null },
  { unit: 'EVENTS', limit: allowance.eventsPerMinute, windowMs: MINUTE_MS, remaining: null, resetAt: null },
];
