import { averagePathLength } from './average-path-length.ts';
import type { IsolationForest, Point } from './isolation-forest.ts';

/** How anomalous a point is, between 0 and 1: 2^(−mean path length / c(sample size)); about 0.5 for a point like all others. Few microseconds. */
export const anomalyScore = (forest: IsolationForest, point: Point): number =>
  2 ** (-meanPathLength(forest, point) / averagePathLength(forest.sampleSize));

/** Written as one loop over arrays, since it runs for every event. */
const meanPathLength = ({ roots, rights, features, cuts, paths }: IsolationForest, point: Point): number => {
  let sum = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] as number;
    for (let right = rights[node] as number; right !== 0; right = rights[node] as number)
      node = (point[features[node] as number] as number) < (cuts[node] as number) ? node + 1 : right;
    sum += paths[node] as number;
  }
  return sum / roots.length;
};
