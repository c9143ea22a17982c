/** Each bucket is this much wider than the one before it, so a value is known within 5 %. */
const GROWTH = 1.1;
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.1;

/** The bucket of a duration: 0 up to 0.1 ms, then each 10 % wider. */
export const latencyBucket = (durationMs: number): number =>
  durationMs <= SMALLEST_MS ? 0 : Math.ceil(Math.log(durationMs / SMALLEST_MS) / LOG_GROWTH);

/** The duration that stands for a bucket: its middle in proportion, at most 4.9 % from any value in it. */
export const bucketLatencyMs = (bucket: number): number => SMALLEST_MS * GROWTH ** (bucket - 0.5);

/** The durations below which the given shares of all samples lie; 0 without samples. */
export const latencyQuantiles = (
  buckets: readonly { readonly bucket: number; readonly count: number }[],
  shares: readonly number[],
): readonly number[] => {
  const ascending = buckets.toSorted((a, b) => a.bucket - b.bucket);
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  return shares.map((share) => {
    let seen = 0;
    for (const { bucket, count } of ascending) {
      seen += count;
      if (seen >= share * total) return bucketLatencyMs(bucket);
    }
    return 0;
  });
};
