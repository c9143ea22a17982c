import { builder } from '#api/builder.ts';
import { UserError } from './user-error.ts';

/** Somebody else was faster. */
export const ConflictError = builder
  .objectRef<{ readonly kind: 'CONFLICT'; readonly message: string; readonly path: readonly string[] }>('ConflictError')
  .implement({
    description: 'It was changed since it was looked at, and nothing was done: read it again and decide anew.',
    interfaces: [UserError],
  });
