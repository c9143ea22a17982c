import type { IsolationForest, Point } from './isolation-forest.ts';

/** What one value of a point did to its score: by how much it shortened the mean path (positive: more anomalous). */
export type Contribution = { readonly feature: number; readonly pathLengthGain: number };

/**
 * Which values made a point anomalous, the strongest first. At each cut the mean path length of the samples that go the
 * point's way is compared with that of all that came: the gains add up to the forest's mean path less the point's.
 */
export const explainScore = (forest: IsolationForest, point: Point): readonly Contribution[] => {
  const gains = new Float64Array(forest.width);
  for (const root of forest.roots) addGains(forest, point, { root, gains });
  return Array.from(gains, (gain, feature) => ({ feature, pathLengthGain: gain / forest.roots.length })).toSorted(
    (a, b) => b.pathLengthGain - a.pathLengthGain || a.feature - b.feature,
  );
};

const addGains = (
  { rights, features, cuts, paths }: IsolationForest,
  point: Point,
  { root, gains }: { readonly root: number; readonly gains: Float64Array },
): void => {
  let node = root;
  for (let right = at(rights, node); right !== 0; right = at(rights, node)) {
    const feature = at(features, node);
    const child = at(point, feature) < at(cuts, node) ? node + 1 : right;
    gains[feature] = at(gains, feature) + at(paths, node) - at(paths, child);
    node = child;
  }
};

const at = (numbers: ArrayLike<number>, index: number): number => numbers[index] ?? 0;
