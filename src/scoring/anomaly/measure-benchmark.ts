import { anomalyScore } from './anomaly-score.ts';
import { growForest } from './grow-forest.ts';
import type { Point } from './isolation-forest.ts';
import { rocAuc } from './roc-auc.ts';

/** Points of which is known whether they are outliers. */
export type LabelledPoints = { readonly points: readonly Point[]; readonly isOutlier: readonly boolean[] };

/** Seeds a figure is the mean of. */
export const BENCHMARK_SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** The ROC AUC of a forest grown from the points without their labels, once a seed. */
export const measureBenchmark = ({ points, isOutlier }: LabelledPoints): readonly number[] =>
  BENCHMARK_SEEDS.map((seed) => {
    const forest = growForest(points, { seed });
    return rocAuc(
      points.map((point) => anomalyScore(forest, point)),
      isOutlier,
    );
  });
