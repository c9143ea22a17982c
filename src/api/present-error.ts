import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { RateLimiterAway } from '#access/limits/rate-limiter.ts';
import { PositionAhead } from '#alerts/alert-feed.ts';
import { AcceptanceUnknown } from '#ingest/acceptance-unknown.ts';
import { isDatabaseAway } from '#store/database-away.ts';
import { UnansweredStatistics } from '#store/statistics/statistics-reader.ts';
import { StreamFull, StreamUnavailable } from '#stream/event-stream.ts';
import { type ApiErrorCode, isApiErrorCode } from './api-error.ts';

/** What an error is told with: the id the client also gets, and where the unexpected is written down. */
export type Incident = { readonly requestId: string; readonly log: Logger };

/**
 * The error as a client may see it: its extensions are a `code` of the contract, the request id and, if it is worth a retry at a known
 * time, `retryAfterMs`; nothing else.
 * What nobody expected becomes INTERNAL without its message, and is logged; so is, as a warning, that a server was away.
 */
export const presentError = (error: unknown, { requestId, log }: Incident): GraphQLError => {
  const known = error instanceof GraphQLError ? error : new GraphQLError('', { cause: error });
  const cause = rootCause(known);
  const told = expected(known, cause);
  if (told === null) log.error({ err: cause, requestId, path: known.path }, 'request failed unexpectedly');
  else if (isAway(cause)) log.warn({ err: cause, requestId, path: known.path }, 'request failed: a server is away');
  const { code, message } = told ?? { code: 'INTERNAL', message: 'Unexpected error.' };
  return new GraphQLError(message, {
    nodes: known.nodes,
    source: known.source,
    positions: known.positions,
    path: known.path,
    extensions: { code, requestId, ...retryHint(known) },
  });
};

const retryHint = ({ extensions: { retryAfterMs } }: GraphQLError): { readonly retryAfterMs?: number } =>
  typeof retryAfterMs === 'number' ? { retryAfterMs } : {};

type Told = { readonly code: ApiErrorCode; readonly message: string };

/** Errors that carry a code were meant for the client; requests that failed before a field ran are the client's mistake. */
const expected = (error: GraphQLError, cause: unknown): Told | null => {
  if (isApiErrorCode(error.extensions['code'])) return { code: error.extensions['code'], message: error.message };
  if (cause instanceof GraphQLError) return error.path === undefined ? { code: 'BAD_USER_INPUT', message: error.message } : null;
  return ofDomain(cause);
};

const ofDomain = (cause: unknown): Told | null => {
  if (cause instanceof PositionAhead)
    return { code: 'BAD_USER_INPUT', message: 'The cursor is ahead of the log: it belongs to another one.' };
  if (cause instanceof UnansweredStatistics) return { code: 'BAD_USER_INPUT', message: cause.message };
  if (cause instanceof StreamFull)
    return { code: 'OVERLOADED', message: 'No room for more events; nothing was accepted. Send again later.' };
  if (cause instanceof AcceptanceUnknown)
    return { code: 'UNAVAILABLE', message: 'Whether the events were accepted is unknown; send the same events again.' };
  return isAway(cause) ? { code: 'UNAVAILABLE', message: 'A server behind this one does not answer. Ask again later.' } : null;
};

const isAway = (cause: unknown): boolean =>
  cause instanceof StreamUnavailable || cause instanceof AcceptanceUnknown || cause instanceof RateLimiterAway || isDatabaseAway(cause);

const rootCause = (error: GraphQLError): unknown => {
  const { cause } = error;
  if (cause === undefined || cause === null) return error;
  return cause instanceof GraphQLError ? rootCause(cause) : cause;
};
