import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Header that names a request, taken from the client or a proxy and given back with every answer. */
export const REQUEST_ID_HEADER = 'x-request-id';

const SHAPE = /^[\w.:-]{1,64}$/;

/** The id a request came with, or a new one when there is none of sane shape. */
export const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && SHAPE.test(given) ? given : randomUUID();
};
