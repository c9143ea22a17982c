import { builder } from '#api/builder.ts';
import { UserError } from './user-error.ts';

/** It cannot be done as things are. */
export const ConflictError = builder
  .objectRef<{ readonly kind: 'CONFLICT'; readonly message: string; readonly path: readonly string[] }>('ConflictError')
  .implement({
    description:
      'It cannot be done as things are now, and nothing was: look at them again and decide anew. `message` says what stands against it.',
    interfaces: [UserError],
  });
