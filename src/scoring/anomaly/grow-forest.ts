import { averagePathLength } from './average-path-length.ts';
import type { IsolationForest, Point } from './isolation-forest.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** How a forest is grown; the defaults are those of the paper. */
export type GrowOptions = { readonly seed: number; readonly trees?: number; readonly sampleSize?: number };

export const TREES = 100;
export const SAMPLE_SIZE = 256;

/** Grows a forest; the same points in the same order and the same seed make the same forest. Throws a RangeError for fewer than two points, or points that are not equally long and finite. */
export const growForest = (points: readonly Point[], { seed, trees = TREES, sampleSize = SAMPLE_SIZE }: GrowOptions): IsolationForest => {
  const width = checkedWidth(points);
  const size = Math.min(sampleSize, points.length);
  const growth: Growth = {
    points,
    width,
    random: createSeededRandom(seed),
    depthMax: Math.ceil(Math.log2(size)),
    order: Uint32Array.from(points.keys()),
    nodes: { rights: [], features: [], cuts: [], paths: [] },
  };
  const roots = Array.from({ length: trees }, () => {
    drawSample(growth, size);
    const root = growth.nodes.rights.length;
    growNode(growth, { from: 0, to: size, depth: 0 });
    return root;
  });
  const { rights, features, cuts, paths } = growth.nodes;
  return {
    width,
    sampleSize: size,
    roots: Uint32Array.from(roots),
    rights: Uint32Array.from(rights),
    features: Uint16Array.from(features),
    cuts: Float64Array.from(cuts),
    paths: Float32Array.from(paths),
  };
};

/** What a forest is grown with; the sample of the tree at hand stands first in `order`. */
type Growth = {
  readonly points: readonly Point[];
  readonly width: number;
  readonly random: SeededRandom;
  readonly depthMax: number;
  readonly order: Uint32Array;
  readonly nodes: { readonly rights: number[]; readonly features: number[]; readonly cuts: number[]; readonly paths: number[] };
};

/** A stretch of the sample, and how many cuts set it apart. */
type Stretch = { readonly from: number; readonly to: number; readonly depth: number };
type Cut = { readonly feature: number; readonly below: number };

const WIDTH_MAX = 65_535;

const checkedWidth = (points: readonly Point[]): number => {
  const width = points[0]?.length ?? 0;
  if (points.length < 2) throw new RangeError(`a forest grows from at least 2 points, not ${points.length}`);
  if (width < 1 || width > WIDTH_MAX) throw new RangeError(`a point has 1 to ${WIDTH_MAX} values, not ${width}`);
  for (const [index, point] of points.entries()) {
    if (point.length !== width) throw new RangeError(`point ${index} has ${point.length} values instead of ${width}`);
    for (let i = 0; i < width; i++)
      if (!Number.isFinite(point[i])) throw new RangeError(`value ${i} of point ${index} is not a finite number`);
  }
  return width;
};

/** Without replacement: the first steps of a Fisher–Yates shuffle, which may begin from any order. */
const drawSample = ({ order, random }: Growth, size: number): void => {
  for (let i = 0; i < size; i++) swap(order, i, i + Math.floor(random() * (order.length - i)));
};

/** Answers the mean path length of the stretch. */
const growNode = (growth: Growth, { from, to, depth }: Stretch): number => {
  const { rights, features, cuts, paths } = growth.nodes;
  const cut = depth < growth.depthMax ? drawCut(growth, { from, to, depth }) : null;
  const node = rights.push(0) - 1;
  features.push(cut?.feature ?? 0);
  cuts.push(cut?.below ?? 0);
  const leafPath = depth + averagePathLength(to - from);
  paths.push(leafPath);
  if (cut === null) return leafPath;
  const middle = partition(growth, { from, to, depth }, cut);
  const left = growNode(growth, { from, to: middle, depth: depth + 1 });
  rights[node] = rights.length;
  const right = growNode(growth, { from: middle, to, depth: depth + 1 });
  const mean = (left * (middle - from) + right * (to - middle)) / (to - from);
  paths[node] = mean;
  return mean;
};

/** A cut at random between the least and the greatest of a value that differs; null when all points are the same. */
const drawCut = (growth: Growth, stretch: Stretch): Cut | null => {
  if (stretch.to - stretch.from < 2) return null;
  const untried = Uint16Array.from({ length: growth.width }, (_, feature) => feature);
  for (let tried = 0; tried < untried.length; tried++) {
    swap(untried, tried, tried + Math.floor(growth.random() * (untried.length - tried)));
    const feature = untried[tried] ?? 0;
    const [least, greatest] = rangeOf(growth, stretch, feature);
    if (least === greatest) continue;
    const below = least + growth.random() * (greatest - least);
    return { feature, below: below > least && below <= greatest ? below : greatest };
  }
  return null;
};

const rangeOf = ({ points, order }: Growth, { from, to }: Stretch, feature: number): readonly [least: number, greatest: number] => {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = from; i < to; i++) {
    const value = points[order[i] ?? 0]?.[feature] ?? 0;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
};

/** Puts the points below the cut first; answers where the others begin. */
const partition = ({ points, order }: Growth, { from, to }: Stretch, { feature, below }: Cut): number => {
  let middle = from;
  for (let i = from; i < to; i++) if ((points[order[i] ?? 0]?.[feature] ?? 0) < below) swap(order, i, middle++);
  return middle;
};

const swap = (numbers: Uint32Array | Uint16Array, a: number, b: number): void => {
  const kept = numbers[a] ?? 0;
  numbers[a] = numbers[b] ?? 0;
  numbers[b] = kept;
};
