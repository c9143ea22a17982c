import { builder } from '#api/builder.ts';
import { UserError } from './user-error.ts';

/** What the request names does not exist. */
export const NotFoundError = builder
  .objectRef<{ readonly kind: 'NOT_FOUND'; readonly message: string; readonly path: readonly string[] }>('NotFoundError')
  .implement({ description: 'What the request names does not exist.', interfaces: [UserError] });
