import { builder } from '#api/builder.ts';
import type { LatencyPercentiles as LatencyShape } from '#store/statistics/statistics-reader.ts';
import type { ConsumerStatus, StreamStatus } from '#stream/event-stream.ts';

/** How far back the latency of processing is measured. */
const LATENCY_WINDOW_MS = 5 * 60_000;

const LatencyPercentiles = builder.objectRef<LatencyShape>('LatencyPercentiles').implement({
  description: 'How long something took, within 5 %.',
  fields: (t) => ({
    p50Ms: t.exposeFloat('p50Ms', { description: 'Half of the samples took at most this many milliseconds; 0 without samples.' }),
    p95Ms: t.exposeFloat('p95Ms', { description: '95 % of the samples took at most this many milliseconds; 0 without samples.' }),
    p99Ms: t.exposeFloat('p99Ms', { description: '99 % of the samples took at most this many milliseconds; 0 without samples.' }),
    sampleCount: t.expose('sampleCount', { type: 'SafeInt', description: 'Events that were measured.' }),
  }),
});

const Consumer = builder.objectRef<ConsumerStatus>('Consumer').implement({
  description: 'A worker that reads events from the stream.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name within the consumer group.' }),
    pending: t.expose('pendingEntries', { type: 'SafeInt', description: 'Entries of the stream it has read and not yet finished.' }),
    idleMs: t.exposeFloat('idleMs', { description: 'Milliseconds since it last read.' }),
  }),
});

const Pipeline = builder.objectRef<StreamStatus>('Pipeline').implement({
  description: 'How events get from acceptance to the store, right now.',
  fields: (t) => ({
    backlogEvents: t.expose('waitingEvents', { type: 'SafeInt', description: 'Events accepted and not yet stored.' }),
    streamLength: t.expose('entries', {
      type: 'SafeInt',
      description: 'Entries in the stream, read or not; an entry holds the events of one request.',
    }),
    pending: t.expose('pendingEntries', { type: 'SafeInt', description: 'Entries that were read and are not finished.' }),
    lagMs: t.exposeFloat('lagMs', { description: 'Age of the oldest entry in milliseconds; 0 when none waits.' }),
    consumers: t.expose('consumers', { type: [Consumer], description: 'The workers that read from the stream.' }),
    deadLetters: t.field({
      type: 'SafeInt',
      description: 'Events set aside because they could not be processed.',
      resolve: (_status, _args, { ports }) => ports.statistics.deadLetters(),
    }),
    ingestRatePerSecond: t.float({
      description: 'Events stored per second over the last full minute.',
      resolve: (_status, _args, { ports }) => ports.statistics.storedPerSecond(),
    }),
    processingLatency: t.field({
      type: LatencyPercentiles,
      description: 'From acceptance to commit, of the events stored in the last 5 minutes.',
      resolve(_status, _args, { ports }) {
        const to = ports.now();
        return ports.statistics.processingLatency({ from: new Date(to.getTime() - LATENCY_WINDOW_MS), to });
      },
    }),
  }),
});

builder.queryField('pipeline', (t) =>
  t.field({
    type: Pipeline,
    description: 'How much waits between acceptance and the store, and how fast it moves.',
    resolve: (_root, _args, { ports }) => ports.stream.status(),
  }),
);
