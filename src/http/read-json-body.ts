import type { IncomingMessage } from 'node:http';

/** 1 MiB of events and what GraphQL puts around them. */
export const BODY_BYTES_MAX = 1_048_576 + 65_536;

/** What a request carries, or why it cannot be taken. */
export type Body =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string };

/** Reads a JSON object or array of at most BODY_BYTES_MAX bytes; what is left of a body it refuses can still be read. */
export const readJsonBody = async (request: IncomingMessage): Promise<Body> => {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return refused(415, 'Send application/json.');
  if (request.headers['content-encoding'] !== undefined) return refused(415, 'Send the body as it is, without content-encoding.');
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return TOO_LARGE;
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString());
};

const JSON_TYPE = /^application\/(graphql\+)?json\s*(;|$)/i;

const refused = (status: 400 | 413 | 415, message: string): Body => ({ ok: false, status, message });

const TOO_LARGE = refused(413, `The request is larger than ${BODY_BYTES_MAX} bytes: send fewer events at once.`);

const parse = (text: string): Body => {
  try {
    const value: unknown = JSON.parse(text);
    const isOperation = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    return isOperation ? { ok: true, value } : refused(400, 'The body is no GraphQL operation.');
  } catch {
    return refused(400, 'The body is not valid JSON.');
  }
};
