import type { ViewerHour } from '#domain/viewer-hour.ts';
import { anomalyScore } from './anomaly-score.ts';
import { growForest } from './grow-forest.ts';
import type { IsolationForest } from './isolation-forest.ts';
import { viewerFeatures } from './viewer-features.ts';

/** A forest grown from viewers' hours, and the score above which an hour is anomalous. */
export type AnomalyModel = { readonly version: string; readonly threshold: number; readonly forest: IsolationForest };

/** The share of the hours it learned from that a model takes for normal. */
const NORMAL_SHARE = 0.995;
/** However alike the hours it learned from: below 0.6 nothing stands out clearly (Liu, Ting, Zhou 2008, section 2 and figure 3). */
const THRESHOLD_MIN = 0.6;

/** Learns what is normal; deterministic for the same hours in the same order and the same seed. Throws a RangeError for fewer than two hours. */
export const trainModel = (hours: readonly ViewerHour[], seed: number): Pick<AnomalyModel, 'threshold' | 'forest'> => {
  const points = hours.map(viewerFeatures);
  const forest = growForest(points, { seed });
  const scores = Float64Array.from(points, (point) => anomalyScore(forest, point)).toSorted();
  const quantile = scores[Math.ceil(NORMAL_SHARE * scores.length) - 1] ?? 1;
  return { forest, threshold: Math.max(THRESHOLD_MIN, quantile) };
};
