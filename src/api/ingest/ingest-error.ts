import { builder } from '#api/builder.ts';
import { InvalidInputError } from '#api/common/invalid-input-error.ts';
import { RateLimitedError } from '#api/common/rate-limited-error.ts';
import { UserError } from '#api/common/user-error.ts';
import type { IngestProblem } from '#ingest/ingest-service.ts';

const OverloadedError = builder.objectRef<Extract<IngestProblem, { kind: 'OVERLOADED' }>>('OverloadedError').implement({
  description: 'More events wait than the server is willing to hold; nothing of the request was accepted.',
  interfaces: [UserError],
  fields: (t) => ({
    retryAfterMs: t.exposeInt('retryAfterMs', { description: 'Send the same events again after this many milliseconds.' }),
  }),
});

const TYPES = { INVALID_INPUT: InvalidInputError, OVERLOADED: OverloadedError, RATE_LIMITED: RateLimitedError } as const;

/** Why nothing of a request was accepted. */
export const IngestError = builder.unionType('IngestError', {
  description: 'Why nothing of a request was accepted.',
  types: [InvalidInputError, OverloadedError, RateLimitedError],
  resolveType: ({ kind }) => TYPES[kind],
});
