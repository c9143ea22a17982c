/** Fields that answer everybody, known or not; every other one needs a scope, or at least a credential. */
export const PUBLIC_FIELDS: ReadonlySet<string> = new Set(['Mutation.signIn', 'Mutation.refreshSession']);

/** Types that hold nothing of their own: as secret as the field that leads to them, which says what it needs. */
export const PLAIN_TYPES: ReadonlySet<string> = new Set([
  'BoundedCount',
  'ConflictError',
  'InvalidInputError',
  'Node',
  'NotFoundError',
  'OverloadedError',
  'PageInfo',
  'Principal',
  'RateLimit',
  'RateLimitedError',
  'SignInPayload',
  'SignOutPayload',
  'TimeRange',
  'UserError',
]);
