import { setTimeout as sleep } from 'node:timers/promises';
import { onPostgres } from '../../test/support/on-postgres.ts';
import { openCpuClock } from '../support/cpu-seconds.ts';
import { nestedStack } from '../support/nested-stack.ts';
import { openHome } from '../support/services.ts';
import { type Arrivals, followAlerts } from './follow-alerts.ts';
import type { IngestRun } from './ingest-figures.ts';
import { type Measurement, measureAtHalfLoad, measureSaturated, startLoad } from './measure-pipeline.ts';
import { startServer } from './start-server.ts';

/** The stream of the only shard. */
const STREAM = '{s0}:events';
/** Time for the subscription to stand, and for the last alerts to arrive. */
const SETTLE_MS = 1_000;

/** Runs Playguard itself in server mode with the load in a process of its own. */
export const measurePath = async (
  { services, sizes, profileFolder }: Measurement & { readonly profileFolder: string | null },
  outer: AsyncDisposableStack,
): Promise<IngestRun['path']> => {
  await using stack = nestedStack(outer);
  const home = await openHome(services, stack);
  const { api, worker, url } = await startServer({ home, profileFolder }, stack);
  const load = stack.use(startLoad({ redisUrl: home.redisUrl, stream: `${home.prefix}${STREAM}`, url }));
  const pipeline = { load, databaseUrl: home.databaseUrl, cpuClock: await openCpuClock(services, [api, worker, load]) };
  const saturated = await measureSaturated(pipeline, sizes);

  const arrivals = await followAlerts(url, stack);
  await sleep(SETTLE_MS);
  const since = new Date();
  const requestMs = await measureAtHalfLoad(pipeline, saturated.eventsPerSecond, sizes.steadySeconds);
  await sleep(SETTLE_MS);
  return { ...saturated, requestMs, alertMs: await alertMs(home.databaseUrl, since, arrivals) };
};

/**
 * Milliseconds from the API's `receivedAt`, before it judged and queued the event, to the subscriber, of every alert
 * whose event was received since. An alert that did not arrive counts as endless.
 */
const alertMs = async (databaseUrl: string, since: Date, arrivals: Arrivals): Promise<readonly number[]> => {
  const { rows } = await onPostgres(databaseUrl, (client) =>
    client.query<{ sequence: string; received: number }>(RECEIVED, [since.toISOString()]),
  );
  return rows.map(({ sequence, received }) => (arrivals.get(Number(sequence)) ?? Number.POSITIVE_INFINITY) - received);
};

const RECEIVED = `select a.sequence, (extract(epoch from e.received_at) * 1000)::float8 as received
  from risk_alerts a join events e on e.occurred_at = a.event_occurred_at and e.key = a.event_key
  where e.received_at >= $1::timestamptz`;
