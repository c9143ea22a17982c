import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { HostCheck } from './own-host.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
import { sendJson } from './send-json.ts';

/** Answers a request at one path. */
export type Route = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void;

/** What one server answers, and to whom. */
export type Routing = {
  readonly routes: ReadonlyMap<string, Route>;
  /** What is said at any other path. */
  readonly elsewhere: string;
  readonly isOwnHost: HostCheck;
  /** Once it fires, connections end with their answer. */
  readonly stopping: AbortSignal;
  readonly log: Logger;
};

/** Finds the route of a request; every answer has the id of its request, and no page elsewhere may frame it. */
export const createRequestListener = (routing: Routing): RequestListener =>
  function answerRequest(request, response) {
    answer(routing, request, response).catch((error: unknown) => {
      routing.log.debug({ err: error }, 'request broken off');
      response.destroy();
    });
  };

/** The path a request asks for, without its query. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const MISDIRECTED = 'This server is for its own machine: ask for it as 127.0.0.1 or localhost.';

const answer = async (
  { routes, elsewhere, isOwnHost, stopping }: Routing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const requestId = requestIdOf(request);
  response.setHeader(REQUEST_ID_HEADER, requestId);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "frame-ancestors 'none'");
  if (stopping.aborted) response.setHeader('connection', 'close');
  if (!isOwnHost(request)) return sendJson(response, 421, { error: MISDIRECTED });
  const route = routes.get(pathOf(request));
  return route === undefined ? sendJson(response, 404, { error: elsewhere }) : route(request, response, requestId);
};
