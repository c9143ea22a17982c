import { basename, extname } from 'node:path';
import { referenceOf } from '#scoring/anomaly/benchmarks.ts';
import { measureBenchmark } from '#scoring/anomaly/measure-benchmark.ts';
import { LabelledCsvError, readLabelledCsv } from './labelled-csv.ts';

/** Prints one JSON array with the ROC AUC of an isolation forest on each file; answers 1 when a file could not be measured and was left out. */
export const benchmarkAnomaly = async (paths: readonly string[]): Promise<number> => {
  const measured = [];
  for (const path of paths) {
    try {
      measured.push(await measureFile(path)); // oxlint-disable-line no-await-in-loop -- one file in memory at a time
    } catch (error) {
      if (!(error instanceof LabelledCsvError)) throw error;
      process.stderr.write(`playguard: ${error.message}\n`);
    }
  }
  process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
  return measured.length === paths.length ? 0 : 1;
};

const measureFile = async (path: string) => {
  const labelled = await readLabelledCsv(path);
  const shape = {
    dataset: basename(path, extname(path)),
    rows: labelled.points.length,
    features: labelled.points[0]?.length ?? 0,
  };
  const rocAucs = measureBenchmark(labelled);
  return {
    ...shape,
    outliers: labelled.isOutlier.filter(Boolean).length,
    rocAuc: rounded(rocAucs.reduce((sum, rocAuc) => sum + rocAuc, 0) / rocAucs.length),
    rocAucBySeed: rocAucs.map(rounded),
    referenceRocAuc: referenceOf(shape),
  };
};

const rounded = (rocAuc: number): number => Math.round(rocAuc * 10_000) / 10_000;
