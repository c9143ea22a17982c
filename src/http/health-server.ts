import { createServer } from 'node:http';
import type { Logger } from 'pino';
import { closeServer } from './close-server.ts';
import { healthRoutes } from './health-routes.ts';
import type { HealthCheck } from './health.ts';
import { type Address, listen } from './listen.ts';
import { createHostCheck } from './own-host.ts';
import { createRequestListener } from './request-listener.ts';

/** What a process without an API listens with. */
export type HealthServerOptions = Address & { readonly health: readonly HealthCheck[]; readonly log: Logger };

/** Checks in hand when the process stops may take this long. */
const GRACE_MS = 1_000;

/** Serves `/livez` and `/readyz` alone; rejects when it cannot listen. */
export const createHealthServer = async (options: HealthServerOptions): Promise<{ readonly url: string } & AsyncDisposable> => {
  const stopping = new AbortController();
  const answerRequest = createRequestListener({
    routes: new Map(healthRoutes(options.health, stopping.signal)),
    elsewhere: 'This process has no API: /livez and /readyz are all it serves.',
    isOwnHost: createHostCheck(options.host),
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
