/** The nearest-rank percentile of `values` (any order); NaN when there are none. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** The middle of `values`: the lower one of two. */
export const median = (values: readonly number[]): number => percentile(values, 50);
