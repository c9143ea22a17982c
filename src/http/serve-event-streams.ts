import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { presentError } from '#api/present-error.ts';
import type { SharedSubscriptions } from '#api/shared-subscriptions.ts';
import { eventStreamOf } from './event-stream.ts';
import type { RequestScope } from './request-scope.ts';

const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' };

type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Answers subscriptions, and whoever asks for it, with server-sent events that stop when the client does. */
export const serveEventStreams = ({
  subscriptions,
  log,
  signal,
}: {
  readonly subscriptions: SharedSubscriptions;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Plugin<object, RequestScope> => ({
  onResultProcess({ request, result, resultProcessor, setResultProcessor, serverContext: { requestId, response } }) {
    if (Array.isArray(result)) return;
    const isWanted = isStream(result) ? resultProcessor !== undefined : request.headers.get('accept')?.startsWith('text/event-stream');
    if (!isWanted) return;
    const present = (single: ExecutionResult): ExecutionResult =>
      subscriptions.cursorOf(single) === null && single.errors !== undefined
        ? { ...single, errors: single.errors.map((error) => presentError(error, { requestId, log })) }
        : single;
    setResultProcessor((answer, { Response }) => {
      const { cursorOf: idOf, textOf } = subscriptions;
      const source = { results: resultsOf(answer as Answer), present, idOf, textOf };
      const body = streamUntilClosed(source, response, signal);
      return new Response(body as unknown as ReadableStream, { headers: HEADERS }); // Yoga's Response takes a Node stream, though its type does not say so
    }, 'text/event-stream');
  },
});

const streamUntilClosed = (
  source: Omit<Parameters<typeof eventStreamOf>[0], 'signal'>,
  response: ServerResponse,
  signal: AbortSignal,
): ReturnType<typeof eventStreamOf> => {
  const closed = new AbortController();
  const stream = eventStreamOf({ ...source, signal: AbortSignal.any([signal, closed.signal]) });
  response.once('close', () => {
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
