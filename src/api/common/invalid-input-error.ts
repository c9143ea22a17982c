import { builder } from '#api/builder.ts';
import { UserError } from './user-error.ts';

/** A value that means nothing. */
export const InvalidInputError = builder
  .objectRef<{ readonly kind: 'INVALID_INPUT'; readonly message: string; readonly path: readonly string[] }>('InvalidInputError')
  .implement({
    description: 'The request cannot be taken as it is: `path` leads to the value, `message` says what to write instead.',
    interfaces: [UserError],
  });
