import { builder } from '#api/builder.ts';
import { UserError } from './user-error.ts';

/** Too much in too short a time. */
export type RateLimitedProblem = {
  readonly kind: 'RATE_LIMITED';
  readonly message: string;
  readonly path: readonly string[];
  readonly retryAfterMs: number;
  readonly limit: number;
  readonly windowMs: number;
};

/** Too much in too short a time: the same request may succeed after a pause. */
export const RateLimitedError = builder.objectRef<RateLimitedProblem>('RateLimitedError').implement({
  description: 'Too much in too short a time, and nothing was done: try again after `retryAfterMs`.',
  interfaces: [UserError],
  fields: (t) => ({
    retryAfterMs: t.exposeInt('retryAfterMs', { description: 'Milliseconds after which the same request may succeed.' }),
    limit: t.exposeInt('limit', { description: 'What is allowed within any `windowMs`.' }),
    windowMs: t.exposeInt('windowMs', { description: 'Length in milliseconds of the span in which it is counted.' }),
  }),
});
