import { GraphQLError } from 'graphql';

/** Every `extensions.code` a client can meet. */
export const API_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'COST_LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'PERSISTED_OPERATION_REQUIRED',
  'OVERLOADED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ApiErrorCode = (typeof API_ERROR_CODES)[number];

/** An error whose message a client may read. */
export const apiError = (code: ApiErrorCode, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } });

/** The client asked for something that cannot be: its own mistake, named in `message`. */
export const badUserInput = (message: string): GraphQLError => apiError('BAD_USER_INPUT', message);

/** One request asks for more than the server gives at once; `message` says what to do instead. */
export const costLimitExceeded = (message: string): GraphQLError => apiError('COST_LIMIT_EXCEEDED', message);

/** Too much is going on: the same request may succeed after a pause. */
export const overloaded = (message: string, retryAfterMs: number): GraphQLError => retryable({ code: 'OVERLOADED', message, retryAfterMs });

/** An error after which the same request may succeed, `retryAfterMs` later. */
export const retryable = (about: { readonly code: ApiErrorCode; readonly message: string; readonly retryAfterMs: number }): GraphQLError =>
  new GraphQLError(about.message, { extensions: { code: about.code, retryAfterMs: about.retryAfterMs } });

/** True for a code of the contract. */
export const isApiErrorCode = (code: unknown): code is ApiErrorCode => API_ERROR_CODES.some((known) => known === code);
