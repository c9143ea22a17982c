import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { type ApiErrorCode, badUserInput } from '#api/api-error.ts';
import { presentError } from '#api/present-error.ts';
import type { RequestScope } from './request-scope.ts';

/** Presents the errors of every answer over HTTP, whether of an operation or of the request around it. */
export const presentResults = (log: Logger): Plugin<object, RequestScope> => ({
  onResultProcess({ result, setResult, serverContext }) {
    const incident = { requestId: serverContext.requestId, log };
    const present = (answer: Answer): ExecutionResult => {
      const single = isStream(answer) ? refuseStream(answer) : answer;
      if (single.errors === undefined) return single;
      const isRefused = !('data' in single);
      return { ...single, errors: single.errors.map((error) => withStatus(presentError(error, incident), error, isRefused)) };
    };
    if (Array.isArray(result)) setResult(result.map(present));
    else if (!isStream(result)) setResult(present(result));
  },
});

/** Codes of requests that are wrong whoever sends them again. */
const REFUSED_AS_SENT = new Set<unknown>([
  'BAD_USER_INPUT',
  'COST_LIMIT_EXCEEDED',
  'PERSISTED_OPERATION_REQUIRED',
] satisfies readonly ApiErrorCode[]);

type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;

const isStream = (result: Answer): result is AsyncIterable<ExecutionResult> => Symbol.asyncIterator in result;

/** An array of answers has no place for a stream. */
const refuseStream = (stream: AsyncIterable<ExecutionResult>): ExecutionResult => {
  Promise.resolve(stream[Symbol.asyncIterator]().return?.()).catch(() => undefined);
  return { errors: [badUserInput('A subscription cannot be one of several operations: send it alone.')] };
};

/**
 * Tells Yoga, which takes it out again, which status an error asks for: the one another layer chose, 500 for the unexpected, and
 * for a request that could not be executed 400, unless the client accepts nothing but `application/json`.
 */
const withStatus = (presented: GraphQLError, original: GraphQLError, isRefused: boolean): GraphQLError => {
  const { message, nodes, source, positions, path, extensions } = presented;
  const http = original.extensions['http'] ?? (isRefused && REFUSED_AS_SENT.has(extensions['code']) ? { status: 400, spec: true } : null);
  const hints = { ...(http !== null && { http }), ...(extensions['code'] === 'INTERNAL' && { unexpected: true }) };
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { ...extensions, ...hints } });
};
