import { type Child, startChild } from '../support/child.ts';
import { type CpuClock, cpuPer1000Events } from '../support/cpu-seconds.ts';
import { onPostgres } from '../../test/support/on-postgres.ts';
import { profileClock } from '../support/hot-functions.ts';
import type { Services } from '../support/services.ts';
import type { PipelineRun } from './ingest-figures.ts';
import type { LoadTarget } from './load-process.ts';
import { EVENTS_PER_REQUEST, type TrafficPart } from './request-bodies.ts';

/** A pipeline under load, whichever it is. */
export type Pipeline = {
  readonly load: Child;
  readonly databaseUrl: string;
  readonly cpuClock: CpuClock;
};

/** How much is sent. */
export type IngestSizes = { readonly events: number; readonly warmUpEvents: number; readonly steadySeconds: number };

/** On which servers to measure, and how much. */
export type Measurement = { readonly services: Services; readonly sizes: IngestSizes };

/** Everything that happens before the steady part happened at least this long ago. */
const BEFORE_STEADY_MS = 5 * 60_000;

/** The process that sends; in the floor it is also the receiver. */
export const startLoad = (target: LoadTarget): Child =>
  startChild({ name: 'load', script: 'bench/ingest/load-process.ts', args: [JSON.stringify(target)] });

/** Warms up and then measures the stored events per second at saturation, and the CPU they cost. */
export const measureSaturated = async (
  pipeline: Pipeline,
  { events, warmUpEvents }: IngestSizes,
): Promise<Omit<PipelineRun, 'requestMs'>> => {
  await saturate(pipeline, { events: warmUpEvents, endedMsAgo: 2 * BEFORE_STEADY_MS });
  await pipeline.load.call('prepare', { events, endedMsAgo: BEFORE_STEADY_MS } satisfies TrafficPart);
  const from = profileClock();
  const before = pipeline.cpuClock();
  const seconds = Number(await pipeline.load.call('saturate'));
  const after = pipeline.cpuClock();
  const span = { from, to: profileClock() };
  await expectStored(pipeline, warmUpEvents + events);
  return { eventsPerSecond: events / seconds, cpuPer1000Events: cpuPer1000Events(before, after, events), span };
};

/** Sends at half of what the pipeline can take, and answers how long each request took. */
export const measureAtHalfLoad = async ({ load }: Pipeline, eventsPerSecond: number, seconds: number): Promise<readonly number[]> => {
  const events = Math.ceil((eventsPerSecond * seconds) / 2 / EVENTS_PER_REQUEST) * EVENTS_PER_REQUEST;
  await load.call('prepare', { events, endedMsAgo: 0 } satisfies TrafficPart);
  return (await load.call('steady', eventsPerSecond / 2)) as readonly number[];
};

const saturate = async ({ load }: Pipeline, part: TrafficPart): Promise<void> => {
  await load.call('prepare', part);
  await load.call('saturate');
};

/** Speed counts only when nothing was lost and nothing stored twice. */
const expectStored = async ({ databaseUrl }: Pipeline, events: number): Promise<void> => {
  const { rows } = await onPostgres(databaseUrl, (client) =>
    client.query<{ stored: number }>('select count(*)::int as stored from events'),
  );
  const stored = rows[0]?.stored ?? 0;
  if (stored !== events) throw new Error(`${events} events were accepted and ${stored} are stored`);
};
