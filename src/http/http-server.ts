import { createServer, type RequestListener, type Server } from 'node:http';
import type { Logger } from 'pino';
import type { Authenticator } from '#access/authenticator.ts';
import type { ApiPorts } from '#api/context.ts';
import { createCostBudget } from '#api/cost/cost-budget.ts';
import { createSharedSubscriptions } from '#api/shared-subscriptions.ts';
import { auditSubscriptions } from './audit/audit-operations.ts';
import { publicKeyRoutes } from './callers/public-key-routes.ts';
import { createHostCheck } from './browsers/own-host.ts';
import { createOriginCheck } from './browsers/own-origin.ts';
import { securityHeaders } from './browsers/security-headers.ts';
import { shareAcrossOrigins } from './browsers/share-across-origins.ts';
import { PRIVATE_SITE, type Site } from './browsers/site.ts';
import { createClientAddressOf } from './callers/client-address.ts';
import { CONNECTIONS_PER_PRINCIPAL_MAX, createConnectionCount } from './callers/connection-count.ts';
import { createStandingWatch } from './callers/standing-watch.ts';
import { closeServer } from './close-server.ts';
import type { ExampleCredentials } from './example-tabs.ts';
import { createGraphqlEndpoint } from './graphql-endpoint.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import { healthRoutes } from './health-routes.ts';
import type { HealthCheck } from './health.ts';
import { OPERATION_LIMITS, type OperationLimits } from './limits/operation-limits.ts';
import { type Address, listen } from './listen.ts';
import type { PersistedSettings } from './persisted/persisted-operations.ts';
import { createRequestListener, pathOf } from './request-listener.ts';
import { createSocketServer } from './socket-server.ts';
import { createSubscriptionProtocol } from './subscription-protocol.ts';

/** A server that listens. Disposing it is graceful: no new work, what is in hand is finished, subscribers are told to come back. */
export type HttpServer = {
  /** e.g. `http://127.0.0.1:4000`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** Open WebSockets. */
  readonly connections: () => number;
} & AsyncDisposable;

export type HttpServerOptions = Address & {
  readonly ports: ApiPorts;
  readonly authenticator: Authenticator;
  /** What others verify tokens of this server with, at `/.well-known/jwks.json`; null or left out where it makes none. */
  readonly publicKeys?: (() => object) | null;
  /** What `/readyz` looks at. */
  readonly health: readonly HealthCheck[];
  readonly log: Logger;
  /** Whether browsers get GraphiQL; default no. */
  readonly hasGraphiql?: boolean;
  /** What the example tabs of GraphiQL show, asked for with each page: of a demo alone; default nothing. */
  readonly exampleCredentials?: (() => Promise<ExampleCredentials>) | null;
  /** Server-sent event streams at once; default 20,000, as of WebSockets. */
  readonly eventStreamsMax?: number;
  /** How much one operation may ask for; default `OPERATION_LIMITS`. */
  readonly limits?: OperationLimits;
  /** Default `PRIVATE_SITE`. */
  readonly site?: Site;
  /** How long a query or mutation may take; default `OPERATION_MS_MAX`. */
  readonly operationMsMax?: number;
  /** Proxies (addresses or CIDRs) whose X-Forwarded-For is believed; default none. */
  readonly trustedProxies?: readonly string[];
  /** WebSockets and event streams one caller may keep open here; default `CONNECTIONS_PER_PRINCIPAL_MAX`. */
  readonly connectionsPerPrincipalMax?: number;
  /** Which operations are known by their hash; default those of `schema/operations`, and others are taken too. */
  readonly persisted?: PersistedSettings;
  /** How long a client may take to send its headers; default 10 s. */
  readonly headersMsMax?: number;
  /** How long requests in hand may take when the server stops; default 10 s. */
  readonly graceMs?: number;
};

const GRACE_MS = 10_000;
/** A client has this long to send its headers, and its whole request. */
const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 30_000;
/** How often connections are looked at for those that are too slow. */
const SLOW_CHECK_MS = 1_000;
const GRAPHQL_PATH = '/graphql';

/** Serves GraphQL (HTTP, WebSocket, SSE), GraphiQL, `/livez` and `/readyz` on one port; rejects when it cannot listen. */
export const createHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  const {
    log,
    authenticator,
    ports,
    site = PRIVATE_SITE,
    trustedProxies = [],
    limits = OPERATION_LIMITS,
    persisted = { isRequired: false, file: null },
  } = options;
  const stopping = new AbortController();
  const isOwnHost = createHostCheck({ host: options.host, site });
  const costBudget = createCostBudget(limits.costMax);
  const subscriptions = auditSubscriptions(createSharedSubscriptions({ log, costBudget }));
  const standing = createStandingWatch(authenticator);
  const connections = createConnectionCount(options.connectionsPerPrincipalMax ?? CONNECTIONS_PER_PRINCIPAL_MAX);
  const addressOf = createClientAddressOf(trustedProxies);
  const callers = { authenticator, audit: ports.audit, quotas: ports.quotas, standing, connections, addressOf };
  const endpoint = createGraphqlEndpoint({ ...options, ...callers, costBudget, limits, persisted, subscriptions, signal: stopping.signal });
  const protocol = createSubscriptionProtocol({ ...callers, endpoint, subscriptions, log });
  const sockets = createSocketServer({ protocol, isOwnHost, isOwnOrigin: createOriginCheck(site), addressOf, log });
  const answerRequest = createRequestListener({
    routes: new Map([
      [GRAPHQL_PATH, shareAcrossOrigins(createGraphqlRoute({ ...callers, endpoint, now: ports.now, log }), site.corsOrigins)],
      ...healthRoutes(options.health, stopping.signal),
      ...publicKeyRoutes(options.publicKeys ?? null),
    ]),
    elsewhere: 'Nothing is here. GraphQL is at /graphql.',
    isOwnHost,
    headers: securityHeaders(site),
    stopping: stopping.signal,
    log,
  });
  const server = createNodeServer(answerRequest, options);
  server.on('upgrade', (request, socket, head) => {
    // Node takes its own listener away: without one, a client that resets the connection would end the process.
    socket.on('error', (error) => log.debug({ err: error }, 'upgrade broken off'));
    if (pathOf(request) === GRAPHQL_PATH && !stopping.signal.aborted) return sockets.upgrade(request, socket, head);
    return socket.destroy();
  });
  return {
    url: await listen(server, options),
    connections: sockets.connections,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      sockets.close();
      await closeServer(server, options.graceMs ?? GRACE_MS, sockets.terminate);
      standing[Symbol.dispose]();
    },
  };
};

const createNodeServer = (answerRequest: RequestListener, { headersMsMax = HEADERS_MS_MAX }: HttpServerOptions): Server =>
  createServer({ headersTimeout: headersMsMax, requestTimeout: REQUEST_MS_MAX, connectionsCheckingInterval: SLOW_CHECK_MS }, answerRequest);
