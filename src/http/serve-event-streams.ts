import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { apiError } from '#api/api-error.ts';
import { presentError } from '#api/present-error.ts';
import type { SharedSubscriptions } from '#api/shared-subscriptions.ts';
import type { ConnectionCount } from './callers/connection-count.ts';
import type { StandingWatch } from './callers/standing-watch.ts';
import { eventStreamOf } from './event-stream.ts';
import type { RequestScope } from './request-scope.ts';

/** Streams at once, as of WebSockets. */
const EVENT_STREAMS_MAX = 20_000;
const TOO_MANY = apiError('UNAVAILABLE', 'This server has as many event streams as it can keep: come back later.');
const TOO_MANY_OF_CALLER = apiError(
  'RATE_LIMITED',
  'This credential keeps as many connections open as it may: close one, or come back later.',
);

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' };

type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;

export type EventStreamOptions = {
  readonly subscriptions: SharedSubscriptions;
  readonly log: Logger;
  /** Ends the streams of callers who may not go on. */
  readonly standing: StandingWatch;
  readonly connections: ConnectionCount;
  /** Ends the streams. */
  readonly signal: AbortSignal;
  /** Default `EVENT_STREAMS_MAX`. */
  readonly eventStreamsMax?: number;
};

/** Answers subscriptions, and whoever asks for it, with server-sent events that stop when the client does; with 503 when there are too many. */
export const serveEventStreams = (options: EventStreamOptions): Plugin<object, RequestScope> => {
  const { subscriptions, log, signal, standing, connections, eventStreamsMax = EVENT_STREAMS_MAX } = options;
  let open = 0;
  return {
    onResultProcess({ request, result, resultProcessor, setResultProcessor, serverContext: { requestId, response, principal } }) {
      if (Array.isArray(result)) return;
      const isWanted = isStream(result) ? resultProcessor !== undefined : request.headers.get('accept')?.startsWith('text/event-stream');
      if (!isWanted) return;
      const presented = (error: GraphQLError): GraphQLError => presentError(error, { requestId, log });
      const present = (single: ExecutionResult): ExecutionResult =>
        subscriptions.cursorOf(single) === null && single.errors !== undefined
          ? { ...single, errors: single.errors.map(presented) }
          : single;
      setResultProcessor((answer, { Response }) => {
        const results = resultsOf(answer as Answer);
        const closed = open < eventStreamsMax ? connections.open(principal) : null;
        if (closed === null) {
          end(results);
          const [error, status] = open < eventStreamsMax ? [TOO_MANY_OF_CALLER, 429] : [TOO_MANY, 503];
          return new Response(JSON.stringify({ errors: [presented(error)] }), { status, headers: JSON_HEADERS });
        }
        open += 1;
        const lost = new AbortController();
        const stopWatching = standing.watch(principal, () => lost.abort());
        finished(response, () => {
          open -= 1;
          closed();
          stopWatching();
        }); // told of what is over already, too
        const ending = AbortSignal.any([signal, lost.signal]);
        const mayGoOn = (): boolean => standing.isStanding(principal);
        const { cursorOf: idOf, textOf } = subscriptions;
        const body = streamUntilClosed({ results, present, idOf, textOf, mayGoOn }, response, ending);
        return new Response(body as unknown as ReadableStream, { headers: HEADERS }); // Yoga's Response takes a Node stream, though its type does not say so
      }, 'text/event-stream');
    },
  };
};

const end = (results: AsyncIterable<ExecutionResult>): void =>
  void Promise.resolve(results[Symbol.asyncIterator]().return?.()).catch(() => undefined);

const streamUntilClosed = (
  source: Omit<Parameters<typeof eventStreamOf>[0], 'signal'>,
  response: ServerResponse,
  signal: AbortSignal,
): ReturnType<typeof eventStreamOf> => {
  const closed = new AbortController();
  const stream = eventStreamOf({ ...source, signal: AbortSignal.any([signal, closed.signal]) });
  finished(response, () => {
    closed.abort();
    stream.destroy();
  });
  return stream;
};

const isStream = (answer: object): answer is AsyncIterable<ExecutionResult> => Symbol.asyncIterator in answer;

const resultsOf = (answer: Answer): AsyncIterable<ExecutionResult> => (isStream(answer) ? answer : once(answer));

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult, void, void> {
  yield result;
}
