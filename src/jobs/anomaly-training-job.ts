import { randomInt, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { VIEWER_HOUR_MS } from '#domain/viewer-hour.ts';
import { trainModel } from '#scoring/anomaly/anomaly-model.ts';
import { formatForest } from '#scoring/anomaly/forest-text.ts';
import { nightEventsOf } from '#scoring/anomaly/night-events.ts';
import { FEATURE_NAMES, HOUR_EVENTS_MIN } from '#scoring/anomaly/viewer-features.ts';
import { becomeTrainer, insertModel, readNewestSummary, type StoredAnomalyModel } from '#store/anomaly/anomaly-model-table.ts';
import { readViewerHours } from '#store/anomaly/viewer-hours.ts';
import type { Sql } from '#store/sql.ts';

export type TrainingOptions = {
  readonly sql: Sql;
  /** Events one training reads at most, twice. */
  readonly eventsMax: number;
  readonly now: () => Date;
  readonly log: Logger;
  /** How often to look whether a model is due. */
  readonly checkIntervalMs?: number;
};

/** What becomes of a look at whether a model is due. */
export type TrainingOutcome =
  | { readonly kind: 'trained'; readonly model: StoredAnomalyModel }
  | { readonly kind: 'elsewhere' | 'not-due' }
  | { readonly kind: 'too-little'; readonly hours: number };

const CHECK_INTERVAL_MS = 300_000;
/** A model in force longer than this is replaced. */
const MODEL_MS_MAX = 3_600_000;
/** The sliding period a model learns from. */
const PERIOD_MS = 7 * 24 * VIEWER_HOUR_MS;
/** Hours a model learns from, at least: one tree's sample. */
const HOURS_MIN = 256;
/** And at most: scoring them for the threshold then takes a tenth of a second. */
const HOURS_MAX = 10_000;
const SEED_MAX = 2 ** 32;

/** Trains a model whenever one is due, until disposed; of all processes one at a time does. A failed run is logged and tried again. */
export const startAnomalyTraining = ({ checkIntervalMs = CHECK_INTERVAL_MS, ...options }: TrainingOptions): AsyncDisposable => {
  const { log } = options;
  let running: Promise<void> | null = null;
  const train = async (): Promise<void> => {
    try {
      const outcome = await trainWhenDue(options);
      if (outcome.kind === 'trained') log.info({ version: outcome.model.version, hours: outcome.model.trainedOn }, 'anomaly model trained');
    } catch (error) {
      log.error({ err: error }, 'training of the anomaly model failed and is tried again');
    }
  };
  const look = (): void => {
    running ??= train().finally(() => (running = null));
  };
  const timer = setInterval(look, checkIntervalMs);
  look();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
};

/** Trains a model when the newest is old enough, nobody else is at it and there is enough to learn from. */
export const trainWhenDue = ({ sql, eventsMax, now }: Pick<TrainingOptions, 'sql' | 'eventsMax' | 'now'>): Promise<TrainingOutcome> =>
  sql.transaction(async (transaction) => {
    if (!(await becomeTrainer(transaction))) return { kind: 'elsewhere' };
    const newest = await readNewestSummary(transaction);
    const trainedAt = now();
    const isUsable = newest !== null && newest.featureNames.join() === FEATURE_NAMES.join();
    if (isUsable && trainedAt.getTime() - newest.trainedAt.getTime() < MODEL_MS_MAX) return { kind: 'not-due' };
    const fullHoursUntil = Math.floor(trainedAt.getTime() / VIEWER_HOUR_MS) * VIEWER_HOUR_MS;
    const counted = await readViewerHours(transaction, {
      from: new Date(fullHoursUntil - PERIOD_MS),
      to: new Date(fullHoursUntil),
      firstViewerId: randomUUID(),
      eventsMax,
      hoursMax: HOURS_MAX,
      hourEventsMin: HOUR_EVENTS_MIN,
    });
    if (counted.length < HOURS_MIN) return { kind: 'too-little', hours: counted.length };
    const hours = counted.map((hour) => ({ ...hour, nightEvents: nightEventsOf(hour) }));
    const seed = randomInt(SEED_MAX);
    const { forest, threshold } = trainModel(hours, seed);
    const model: StoredAnomalyModel = {
      version: (newest?.version ?? 0) + 1,
      trainedAt,
      trainedOn: hours.length,
      featureNames: FEATURE_NAMES,
      threshold,
      seed,
      forest: formatForest(forest),
    };
    await insertModel(transaction, model);
    return { kind: 'trained', model };
  });
