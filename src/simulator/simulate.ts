import { randomUUID } from 'node:crypto';
import { viewersFor } from './audience.ts';
import { type BatchSource, createBatchSource } from './batch-source.ts';
import type { Endpoint } from './endpoint.ts';
import { sendBatch, type Wire } from './send-batch.ts';
import { createStory, EVENT_GAP_MS } from './story/create-story.ts';
import { createTally, type SimulationTotals, type Tally } from './tally.ts';
import { createLiveTimeline, createPastTimeline, type Timeline } from './timeline.ts';

export type SimulateOptions = Endpoint & {
  /** How many events; Infinity goes on until the signal. */
  readonly events: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Null for as fast as it goes: then a finite number of events is spread over the time up to now. */
  readonly ratePerSecond: number | null;
  /** The same seed tells the same story; each run has event ids of its own. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called about four times a second, and at the end. */
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Events in a request, at most 1000. By default a quarter of a second's, at most 500. */
  readonly batchSize?: number;
};

/** How far a simulation is; `total` is Infinity when it has no end. */
export type SimulationProgress = SimulationTotals & { readonly total: number; readonly perSecond: number };

const BATCH_SIZE_MAX = 1000;
const BATCH_SIZE_DEFAULT = 500;
const BATCHES_PER_SECOND = 4;
const PROGRESS_MS = 250;
const RUN_ID_CHARACTERS = 8;

/** Plays seeded viewers against a server through its public API; ends when all events are sent or the signal fires, and never throws. */
export const simulate = async (options: SimulateOptions): Promise<SimulationTotals> => {
  const { url, apiKey, concurrency, signal, events, onProgress } = options;
  const source = openSource(options);
  const tally = createTally(() => performance.now());
  const report = (): void => onProgress?.({ ...tally.totals(), total: events, perSecond: tally.perSecond() });
  const reporting = setInterval(report, PROGRESS_MS);
  try {
    await Promise.all(Array.from({ length: concurrency }, () => sendAll(source, tally, { url, apiKey, signal })));
  } finally {
    clearInterval(reporting);
  }
  report();
  return tally.totals();
};

const sendAll = async (source: BatchSource, tally: Tally, wire: Wire): Promise<void> => {
  // oxlint-disable no-await-in-loop -- one request of this sender at a time
  for (let batch = await source.next(); batch !== null; batch = await source.next()) {
    tally.add(batch.events.length, await sendBatch(batch, wire));
  }
};

const openSource = ({ seed, events, ratePerSecond, batchSize, signal }: SimulateOptions): BatchSource => {
  const runId = randomUUID().slice(0, RUN_ID_CHARACTERS);
  const viewers = viewersFor(events, ratePerSecond);
  const size = batchSize ?? Math.min(BATCH_SIZE_DEFAULT, Math.ceil((ratePerSecond ?? Infinity) / BATCHES_PER_SECOND));
  return createBatchSource({
    story: createStory({ seed, runId, viewers }),
    timeline: timelineFor({ events, ratePerSecond, viewers }),
    events,
    batchSize: Math.min(BATCH_SIZE_MAX, Math.max(1, size)),
    batchPrefix: `${seed}-${runId}`,
    signal,
  });
};

const timelineFor = ({ events, ratePerSecond, viewers }: { events: number; ratePerSecond: number | null; viewers: number }): Timeline =>
  ratePerSecond === null && Number.isFinite(events)
    ? createPastTimeline({ events, gapMs: EVENT_GAP_MS / viewers, endsAt: Date.now() })
    : createLiveTimeline({ ratePerSecond, now: Date.now });
