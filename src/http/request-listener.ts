import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { HostCheck } from './browsers/own-host.ts';
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
  /** Of every answer. */
  readonly headers: ReadonlyMap<string, string>;
  /** Once it fires, connections end with their answer. */
  readonly stopping: AbortSignal;
  readonly log: Logger;
};

/** Finds the route of a request; every answer has the id of its request and says what browsers may do with it. */
export const createRequestListener = (routing: Routing): RequestListener =>
  function answerRequest(request, response) {
    answer(routing, request, response).catch((error: unknown) => {
      routing.log.debug({ err: error }, 'request broken off');
      response.destroy();
    });
  };

/** The path a request asks for, without its query. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const MISDIRECTED =
  'This server does not go by that name: ask for it as 127.0.0.1 or localhost on its own machine, else as PUBLIC_URL or ALLOWED_HOSTS say.';

const answer = async (
  { routes, elsewhere, isOwnHost, headers, stopping }: Routing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const requestId = requestIdOf(request);
  response.setHeader(REQUEST_ID_HEADER, requestId);
  response.setHeaders(new Map(headers));
  if (stopping.aborted) response.setHeader('connection', 'close');
  if (!isOwnHost(request)) return sendJson(response, 421, { error: MISDIRECTED });
  const route = routes.get(pathOf(request));
  return route === undefined ? sendJson(response, 404, { error: elsewhere }) : route(request, response, requestId);
};
