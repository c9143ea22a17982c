import type { SimulatedBatch } from './ingest-request.ts';
import { pause } from './pause.ts';
import type { Story } from './story/create-story.ts';
import type { Timeline } from './timeline.ts';

/** Hands out batches when they are due. */
export type BatchSource = {
  /** The next batch, once the last of its events has happened; null when there is none left or the signal fired. */
  next(): Promise<SimulatedBatch | null>;
};

export type BatchSourceOptions = {
  readonly story: Story;
  readonly timeline: Timeline;
  readonly events: number;
  readonly batchSize: number;
  readonly batchPrefix: string;
  readonly signal: AbortSignal;
};

/** A timer may fire this much before its time by the clock. */
const TIMER_EARLY_MS_MAX = 1;

/** Cuts a story into batches; safe for many takers. */
export const createBatchSource = ({ story, timeline, signal, ...options }: BatchSourceOptions): BatchSource => {
  let left = options.events;
  let batches = 0;

  async function next(): Promise<SimulatedBatch | null> {
    const size = Math.min(options.batchSize, left);
    if (size <= 0 || signal.aborted) return null;
    left -= size;
    const batchId = `${options.batchPrefix}-${++batches}`;
    const times = Array.from({ length: size }, timeline);
    const events = times.map((atMs) => story.next(atMs));
    await pause((times.at(-1) ?? 0) - Date.now() + TIMER_EARLY_MS_MAX, signal);
    return signal.aborted ? null : { batchId, events };
  }

  return { next };
};
