import { createServer } from 'node:http';
import type { Logger } from 'pino';
import { createHostCheck } from './browsers/own-host.ts';
import { PRIVATE_SITE, type Site } from './browsers/site.ts';
import { securityHeaders } from './browsers/security-headers.ts';
import { closeServer } from './close-server.ts';
import { healthRoutes } from './health-routes.ts';
import type { HealthCheck } from './health.ts';
import { type Address, listen } from './listen.ts';
import { createRequestListener } from './request-listener.ts';

/** What a process without an API listens with. */
export type HealthServerOptions = Address & { readonly health: readonly HealthCheck[]; readonly site?: Site; readonly log: Logger };

/** Checks in hand when the process stops may take this long. */
const GRACE_MS = 1_000;

/** Serves `/livez` and `/readyz` alone; rejects when it cannot listen. */
export const createHealthServer = async (options: HealthServerOptions): Promise<{ readonly url: string } & AsyncDisposable> => {
  const { site = PRIVATE_SITE } = options;
  const stopping = new AbortController();
  const answerRequest = createRequestListener({
    routes: new Map(healthRoutes(options.health, stopping.signal)),
    elsewhere: 'This process has no API: /livez and /readyz are all it serves.',
    isOwnHost: createHostCheck({ host: options.host, site }),
    headers: securityHeaders(site),
    stopping: stopping.signal,
    log: options.log,
  });
  const server = createServer(answerRequest);
  return {
    url: await listen(server, options),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await closeServer(server, GRACE_MS);
    },
  };
};
