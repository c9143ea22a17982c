import { builder } from '#api/builder.ts';
import { rangeOrDefault, TimeRangeInput } from '#api/common/time-range.ts';
import type { StreamStatus } from '#stream/event-stream.ts';
import { Consumer } from './consumer.ts';
import { LatencyPercentiles } from './latency-percentiles.ts';
import { PipelineFailures } from './pipeline-failures.ts';

/** How far back the latency of processing is measured. */
const LATENCY_WINDOW_MS = 5 * 60_000;

const Pipeline = builder.objectRef<StreamStatus>('Pipeline').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How events get from acceptance to the store and into the statistics.',
  fields: (t) => ({
    backlogEvents: t.expose('waitingEvents', { type: 'SafeInt', description: 'Events accepted and not yet stored.' }),
    streamLength: t.expose('entries', {
      type: 'SafeInt',
      description: 'Entries in the stream, read or not; an entry holds the events of one request.',
    }),
    pending: t.expose('pendingEntries', { type: 'SafeInt', description: 'Entries that were read and are not finished.' }),
    lagMs: t.exposeFloat('lagMs', { description: 'Age of the oldest entry in milliseconds; 0 when none waits.' }),
    consumers: t.expose('consumers', { type: [Consumer], description: 'The workers that read from the stream.' }),
  }),
});

builder.objectFields(Pipeline, (t) => ({
  uncountedEvents: t.field({
    type: 'SafeInt',
    description: 'Events stored and not yet in the statistics.',
    resolve: (_status, _args, { ports }) => ports.pipeline.uncountedEvents(),
  }),
  retrying: t.field({
    type: 'SafeInt',
    description: 'Events that failed at least once and are tried again.',
    resolve: (_status, _args, { ports }) => ports.pipeline.retrying(),
  }),
  deadLetters: t.field({
    type: 'SafeInt',
    description: 'Events set aside because they could not be processed, whenever that was.',
    resolve: (_status, _args, { ports }) => ports.pipeline.deadLetters(),
  }),
  failures: t.field({
    type: PipelineFailures,
    description: 'Events that could not be processed, over a range of days.',
    args: { range: t.arg({ type: TimeRangeInput, description: 'When they failed. Default: the last 24 hours.' }) },
    resolve: (_status, { range }, { ports }) => ({ range: rangeOrDefault(range, ports.now()) }),
  }),
}));

builder.objectFields(Pipeline, (t) => ({
  ingestRatePerSecond: t.float({
    description: 'Events stored per second over the last full minute that is counted.',
    resolve: (_status, _args, { ports }) => ports.pipeline.storedPerSecond(),
  }),
  processingLatency: t.field({
    type: LatencyPercentiles,
    description: 'From acceptance to commit, of the events stored in the last 5 minutes that are counted.',
    resolve(_status, _args, { ports }) {
      const to = ports.now();
      return ports.pipeline.processingLatency({ from: new Date(to.getTime() - LATENCY_WINDOW_MS), to });
    },
  }),
  latency: t.field({
    type: LatencyPercentiles,
    description: 'From acceptance to commit, of the events stored over a range of days.',
    args: {
      range: t.arg({
        type: TimeRangeInput,
        description:
          'When they were stored. Widened to whole minutes where it begins within the last 6 hours, else to whole hours. Default: the last 24 hours.',
      }),
    },
    resolve: (_status, { range }, { ports }) => ports.pipeline.processingLatency(rangeOrDefault(range, ports.now())),
  }),
}));

builder.queryField('pipeline', (t) =>
  t.field({
    type: Pipeline,
    description: 'How much waits between acceptance and the statistics, how fast it moves, and what failed.',
    resolve: (_root, _args, { ports }) => ports.stream.status(),
  }),
);
