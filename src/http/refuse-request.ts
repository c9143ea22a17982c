import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiErrorCode } from '#api/api-error.ts';

/** What a refused client may go on sending before the connection ends. */
const DISCARD_BYTES_MAX = 33_554_432;
const DISCARD_MS_MAX = 5_000;

/** Why a request is refused before anything was executed, and with which headers that is said. */
export type Refusal = {
  readonly status: 400 | 401 | 413 | 415 | 429 | 503;
  readonly message: string;
  /** Default BAD_USER_INPUT. */
  readonly code?: ApiErrorCode;
  /** When the same request may be taken. */
  readonly retryAfterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Says why a request is not taken and ends the connection, but not before the client has sent it, within limits: a connection that
 * ends while the client is sending is reset, and the answer lost.
 */
export const refuseRequest = async (
  { status, message, code = 'BAD_USER_INPUT', retryAfterMs, headers = {} }: Refusal,
  { request, response, requestId }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly requestId: string },
): Promise<void> => {
  const text = JSON.stringify({ errors: [{ message, extensions: { code, requestId, retryAfterMs } }] });
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.write(text);
  await discard(request);
  response.end();
};

const discard = async (request: IncomingMessage): Promise<void> => {
  if (request.readableEnded || request.destroyed) return;
  const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
  const tooLong = setTimeout(over, DISCARD_MS_MAX);
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DISCARD_BYTES_MAX) over();
  });
  for (const event of ['end', 'close', 'error']) request.once(event, () => over());
  await isOver;
  clearTimeout(tooLong);
  request.pause();
};
