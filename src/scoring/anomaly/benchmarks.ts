/** How well the forest tells outliers on a public set, beside what others measured. */
export type AnomalyBenchmark = {
  readonly dataset: string;
  readonly rows: number;
  readonly features: number;
  /** Mean over BENCHMARK_SEEDS. */
  readonly rocAuc: number;
  /** Of the isolation forest in PyOD's benchmark table, https://pyod.readthedocs.io/en/latest/benchmark.html. */
  readonly referenceRocAuc: number;
};

/** How far a figure may lie from its reference: the spread of seeds and splits in the published table. */
export const ROC_AUC_TOLERANCE = 0.03;

/** Measured by `playguard anomaly benchmark` on the sets of ADBench (https://github.com/Minqi824/ADBench); a test measures them again. */
export const ANOMALY_BENCHMARKS: readonly AnomalyBenchmark[] = [
  { dataset: 'cardio', rows: 1_831, features: 21, rocAuc: 0.9237, referenceRocAuc: 0.924 },
  { dataset: 'pendigits', rows: 6_870, features: 16, rocAuc: 0.9535, referenceRocAuc: 0.943 },
];

/** The published figure for a set of this name and shape, or null. */
export const referenceOf = (measured: Pick<AnomalyBenchmark, 'dataset' | 'rows' | 'features'>): number | null =>
  ANOMALY_BENCHMARKS.find(
    ({ dataset, rows, features }) => dataset === measured.dataset && rows === measured.rows && features === measured.features,
  )?.referenceRocAuc ?? null;
