import { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { ApiErrorCode } from '#api/api-error.ts';

/** One subscription as server-sent events (graphql-sse, distinct connections). */
export type EventStreamSource = {
  readonly results: AsyncIterable<ExecutionResult>;
  /** A result as a client may see it; asked once for each. */
  readonly present: (result: ExecutionResult) => ExecutionResult;
  /** The `id:` of a result, from which the client resumes with Last-Event-ID; null for none. */
  readonly idOf: (result: ExecutionResult) => string | null;
  readonly textOf: (result: ExecutionResult) => string;
  /** Asked before each result; false ends the stream as the signal does. Default: yes. */
  readonly mayGoOn?: () => boolean;
  /** Ends the stream without `complete`, so that the client comes back. */
  readonly signal: AbortSignal;
};

/** The text of the stream. A result is only asked for when the one before has left for the socket. */
export const eventStreamOf = (source: EventStreamSource): Readable =>
  Readable.from(messages(source), { objectMode: true, highWaterMark: 1 });

/** Sent at once: some browsers show a response only when something came. */
const OPENING = ': open\n\n';
const COMPLETE = 'event: complete\ndata:\n\n';

async function* messages({
  results,
  present,
  idOf,
  textOf,
  mayGoOn = always,
  signal,
}: EventStreamSource): AsyncGenerator<Buffer, void, void> {
  const iterator = results[Symbol.asyncIterator]();
  const end = (): void => void iterator.return?.();
  signal.addEventListener('abort', end, { once: true });
  try {
    yield Buffer.from(OPENING);
    let hasBroken = false;
    while (!signal.aborted && !hasBroken) {
      const { done, value } = await iterator.next();
      if (done) break;
      if (!mayGoOn()) return;
      const result = present(value);
      yield Buffer.from(message(idOf(result), textOf(result)));
      hasBroken = isBreak(result);
    }
    if (!signal.aborted && !hasBroken) yield Buffer.from(COMPLETE);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

const always = (): boolean => true;

const message = (id: string | null, text: string): string => `event: next\n${id === null ? '' : `id: ${id}\n`}data: ${text}\n\n`;

/** Failures that are not the client's: after them it should come back, which `complete` would keep it from. */
const BREAKS: ReadonlySet<unknown> = new Set<ApiErrorCode>(['INTERNAL', 'UNAVAILABLE']);

/** True for a result that is no answer to the operation but the end of it. */
const isBreak = ({ data, errors }: ExecutionResult): boolean =>
  data === undefined && errors?.some(({ extensions }) => BREAKS.has(extensions['code'])) === true;
