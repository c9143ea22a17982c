import { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';

/** One subscription as server-sent events (graphql-sse, distinct connections). */
export type EventStreamSource = {
  readonly results: AsyncIterable<ExecutionResult>;
  /** The `id:` of a result, from which the client resumes with Last-Event-ID; null for none. */
  readonly idOf: (result: ExecutionResult) => string | null;
  readonly textOf: (result: ExecutionResult) => string;
  /** Ends the stream without `complete`, so that the client comes back. */
  readonly signal: AbortSignal;
};

/** The text of the stream. A result is only asked for when the one before has left for the socket. */
export const eventStreamOf = (source: EventStreamSource): Readable =>
  Readable.from(messages(source), { objectMode: true, highWaterMark: 1 });

/** Sent at once: some browsers show a response only when something came. */
const OPENING = ': open\n\n';
const COMPLETE = 'event: complete\ndata:\n\n';

async function* messages({ results, idOf, textOf, signal }: EventStreamSource): AsyncGenerator<Buffer, void, void> {
  const iterator = results[Symbol.asyncIterator]();
  const end = (): void => void iterator.return?.();
  signal.addEventListener('abort', end, { once: true });
  try {
    yield Buffer.from(OPENING);
    while (!signal.aborted) {
      const { done, value } = await iterator.next();
      if (done) break;
      yield Buffer.from(message(idOf(value), textOf(value)));
    }
    if (!signal.aborted) yield Buffer.from(COMPLETE);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

const message = (id: string | null, text: string): string => `event: next\n${id === null ? '' : `id: ${id}\n`}data: ${text}\n\n`;
