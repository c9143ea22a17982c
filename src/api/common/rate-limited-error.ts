import { builder } from '#api/builder.ts';
import type { RateLimited } from '#ingest/ingest-service.ts';
import { UserError } from './user-error.ts';

/** The answer to who has sent as much as they may for now. */
export const RateLimitedError = builder.objectRef<RateLimited>('RateLimitedError').implement({
  description: 'The caller has sent as many as it may for now; nothing of the request was accepted.',
  interfaces: [UserError],
  fields: (t) => ({
    retryAfterMs: t.exposeInt('retryAfterMs', {
      description: 'Send the same again after this many milliseconds; of no use when the request alone is more than `limit`.',
    }),
    limit: t.exposeInt('limit', { description: 'How many may come in any `windowMs`.' }),
    windowMs: t.exposeInt('windowMs', { description: 'Length of the window in milliseconds; it slides.' }),
  }),
});
