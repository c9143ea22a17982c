/**
 * Trees that isolate points by random cuts: a point that few cuts set apart is unlike the rest (Liu, Ting, Zhou,
 * "Isolation Forest", ICDM 2008, https://doi.org/10.1109/ICDM.2008.17). Nodes stand in preorder, tree after tree: the
 * left child of a node is the next one.
 */
export type IsolationForest = {
  /** Values of a point. */
  readonly width: number;
  /** Points each tree was grown from. */
  readonly sampleSize: number;
  /** The first node of each tree. */
  readonly roots: Uint32Array;
  /** The right child of a node; 0 for a leaf, since no right child is the first node. */
  readonly rights: Uint32Array;
  /** Which value a node looks at; 0 for a leaf. */
  readonly features: Uint16Array;
  /** Values below the cut go left; 0 for a leaf. */
  readonly cuts: Float64Array;
  /** The mean path length of the samples that came through a node; of a leaf, the path length of a point that ends there. */
  readonly paths: Float32Array;
};

/** One point: `width` finite numbers. */
export type Point = ArrayLike<number>;
