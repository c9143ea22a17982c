import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '#http/request-listener.ts';
import { sendJson } from '#http/send-json.ts';

/** How long a browser remembers that it may ask. */
const PREFLIGHT_SECONDS = '600';
const METHODS = 'GET, POST';
const REQUEST_HEADERS = 'authorization, content-type, accept, x-api-key, x-request-id, last-event-id';
const ANSWER_HEADERS = 'x-request-id, ratelimit, ratelimit-policy, retry-after';
const FOREIGN = 'Pages of this origin may not ask: CORS_ORIGINS names those that may.';

/** Lets pages of other origins ask that are named, never with credentials of the browser's own; the preflights of others are refused. */
export const shareAcrossOrigins = (route: Route, corsOrigins: readonly string[]): Route => {
  const origins = new Set(corsOrigins);
  return function answerAcrossOrigins(request, response, requestId) {
    const isShared = share(origins, request, response);
    if (!isPreflight(request)) return route(request, response, requestId);
    if (!isShared) return sendJson(response, 403, { error: FOREIGN });
    response.writeHead(204, {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    });
    return void response.end();
  };
};

const share = (origins: ReadonlySet<string>, { headers: { origin } }: IncomingMessage, response: ServerResponse): boolean => {
  if (origins.size > 0) response.setHeader('vary', 'origin');
  if (origin === undefined || !origins.has(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', ANSWER_HEADERS);
  return true;
};

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
