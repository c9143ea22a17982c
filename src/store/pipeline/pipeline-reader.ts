import type { Range } from '#store/statistics/statistics-reader.ts';

export type LatencyPercentiles = { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number; readonly sampleCount: number };

/** How events got into the store. */
export type PipelineReader = {
  /** From acceptance to commit, of the events stored in `range` (whole minutes within 6 h, else whole hours); within 5 %. */
  processingLatency(range: Range): Promise<LatencyPercentiles>;
  /** Events stored per second over the last full minute that is counted. */
  storedPerSecond(): Promise<number>;
  /** Events set aside, those that failed in `range` or all. */
  deadLetters(range?: Range): Promise<number>;
  /** Events that failed at least once and are tried again. */
  retrying(): Promise<number>;
  /** Events stored and not yet in the statistics. */
  uncountedEvents(): Promise<number>;
};
