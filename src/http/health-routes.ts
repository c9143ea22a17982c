import { type HealthCheck, readiness } from './health.ts';
import type { Route } from './request-listener.ts';
import { sendJson } from './send-json.ts';

/** `/livez`: the process answers. `/readyz`: every check is ok and the process is not stopping, else 503. */
export const healthRoutes = (health: readonly HealthCheck[], stopping: AbortSignal): readonly (readonly [string, Route])[] => [
  ['/livez', (_request, response) => sendJson(response, 200, { ok: true })],
  [
    '/readyz',
    async function answerReadiness(_request, response) {
      const { ok, checks } = await readiness(health);
      const isReady = ok && !stopping.aborted;
      sendJson(response, isReady ? 200 : 503, { ok: isReady, checks });
    },
  ],
];
