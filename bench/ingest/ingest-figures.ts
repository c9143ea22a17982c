import type { CpuSeconds } from '../support/cpu-seconds.ts';
import type { ProfileSpan } from '../support/hot-functions.ts';
import { median, percentile } from '../support/percentile.ts';
import { round } from '../support/round.ts';

/** What one run of one pipeline gave. */
export type PipelineRun = {
  readonly eventsPerSecond: number;
  readonly cpuPer1000Events: CpuSeconds;
  /** When it was saturated. */
  readonly span: ProfileSpan;
  /** Of requests at half load. */
  readonly requestMs: readonly number[];
};

/** The whole path and the floor, measured one after the other. */
export type IngestRun = {
  readonly path: PipelineRun & { /** From accepted to subscriber, at half load. */ readonly alertMs: readonly number[] };
  readonly floor: PipelineRun;
};

/** What `bench ingest --json` ends with; medians over the runs. */
export type IngestFigures = ReturnType<typeof ingestFigures>;

/** The figures of all runs. */
export const ingestFigures = (runs: readonly IngestRun[]) => {
  const middle = (figure: (run: IngestRun) => number, digits: number) => round(median(runs.map(figure)), digits);
  const cpu = (pipeline: (run: IngestRun) => PipelineRun) => cpuFigures(runs.map(pipeline));
  return {
    ratioToFloor: middle(({ path, floor }) => path.eventsPerSecond / floor.eventsPerSecond, 3),
    eventsPerSecond: middle(({ path }) => path.eventsPerSecond, 0),
    floorEventsPerSecond: middle(({ floor }) => floor.eventsPerSecond, 0),
    requestP50Ms: middle(({ path }) => requestP50(path), 2),
    requestP99Ms: middle(({ path }) => percentile(path.requestMs, 99), 2),
    floorRequestP50Ms: middle(({ floor }) => requestP50(floor), 2),
    requestP50ToFloor: middle(({ path, floor }) => requestP50(path) / requestP50(floor), 2),
    acceptToSubscriberP50Ms: middle(({ path }) => percentile(path.alertMs, 50), 1),
    acceptToSubscriberP99Ms: middle(({ path }) => percentile(path.alertMs, 99), 1),
    acceptToSubscriberCount: middle(({ path }) => path.alertMs.length, 0),
    cpuSecondsPer1000Events: cpu(({ path }) => path),
    floorCpuSecondsPer1000Events: cpu(({ floor }) => floor),
  };
};

const requestP50 = ({ requestMs }: PipelineRun) => percentile(requestMs, 50);

const cpuFigures = (runs: readonly PipelineRun[]): CpuSeconds =>
  Object.fromEntries(
    Object.keys(runs[0]?.cpuPer1000Events ?? {}).map((name) => [
      name,
      round(median(runs.map(({ cpuPer1000Events }) => cpuPer1000Events[name] ?? Number.NaN)), 4),
    ]),
  );
