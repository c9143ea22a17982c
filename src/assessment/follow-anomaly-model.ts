import type { Logger } from 'pino';
import type { AnomalyModel } from '#scoring/anomaly/anomaly-model.ts';
import { parseForest } from '#scoring/anomaly/forest-text.ts';
import { FEATURE_NAMES } from '#scoring/anomaly/viewer-features.ts';
import type { AnomalyModelReader, StoredAnomalyModel } from '#store/anomaly/anomaly-model-table.ts';

/** The newest model at hand, without asking anybody. */
export type FollowedAnomalyModel = {
  /** Null until one was trained and read. */
  current(): AnomalyModel | null;
} & AsyncDisposable;

/** A newly trained model is in force in every process at most this much later. */
const POLL_MS = 2_000;

/** Reads the newest model now and whenever there is a newer one, until disposed. What cannot be read or used is logged, and the model at hand stays. */
export const followAnomalyModel = ({ models, log, pollMs = POLL_MS }: FollowOptions): FollowedAnomalyModel => {
  let current: AnomalyModel | null = null;
  let seen = 0;
  const look = async (): Promise<void> => {
    try {
      const newer = await models.newerThan(seen);
      if (newer === null) return;
      seen = newer.version;
      current = modelOf(newer) ?? current;
    } catch (error) {
      log.warn({ err: error, version: seen }, 'a newer anomaly model cannot be read');
    }
  };
  let running: Promise<void> | null = null;
  const lookAlone = (): void => {
    running ??= look().finally(() => (running = null));
  };
  const timer = setInterval(lookAlone, pollMs);
  lookAlone();
  return {
    current: () => current,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
};

type FollowOptions = { readonly models: AnomalyModelReader; readonly log: Logger; readonly pollMs?: number };

/** A model that looks at other features was trained by another version of the program: null. */
const modelOf = ({ version, threshold, featureNames, forest }: StoredAnomalyModel): AnomalyModel | null =>
  featureNames.join() === FEATURE_NAMES.join() ? { version: `${version}`, threshold, forest: parseForest(forest) } : null;
