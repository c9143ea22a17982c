import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ANOMALY_BENCHMARKS, ROC_AUC_TOLERANCE } from '#scoring/anomaly/benchmarks.ts';
import { readLabelledCsv } from '#cli/labelled-csv.ts';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const SHARED = join(import.meta.dirname, '../../../../shared/data/anomaly');
const folder = mkdtempSync(join(tmpdir(), 'playguard-benchmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
const aFile = (text: string): string => {
  const path = join(folder, `set-${written++}.csv`);
  writeFileSync(path, text);
  return path;
};

type Run = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
const benchmark = (...files: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, 'anomaly', 'benchmark', ...files], (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const CROWD = Array.from({ length: 300 }, (_, i) => `${i % 17},${i % 13},0`).join('\n');

describe('playguard anomaly benchmark', () => {
  it('measures files it has never seen, and leaves out what it cannot read', async () => {
    const { exitCode, stdout, stderr } = await benchmark(aFile(`a,b,label\n${CROWD}\n90,90,1\n`), join(folder, 'missing.csv'));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('missing.csv cannot be read');
    const [only, ...others] = JSON.parse(stdout);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ rows: 301, features: 2, outliers: 1, rocAuc: 1, referenceRocAuc: null });
    expect(only.rocAucBySeed).toHaveLength(5);
  });

  it('is called wrongly without a file', async () => {
    expect((await benchmark()).exitCode).toBe(2);
  });

  it.skipIf(!existsSync(SHARED))(
    'measures the recorded figures, within the tolerance of the published ones (skipped without ../shared/data/anomaly)',
    { timeout: 60_000 },
    async () => {
      const { exitCode, stdout } = await benchmark(...ANOMALY_BENCHMARKS.map(({ dataset }) => join(SHARED, `${dataset}.csv`)));
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject(ANOMALY_BENCHMARKS);
    },
  );

  it.each(ANOMALY_BENCHMARKS)('has $dataset recorded within the tolerance of the published figure', ({ rocAuc, referenceRocAuc }) => {
    expect(Math.abs(rocAuc - referenceRocAuc)).toBeLessThanOrEqual(ROC_AUC_TOLERANCE);
  });
});

describe('a labelled CSV file', () => {
  it.each([
    ['Windows line ends and a byte order mark', '\uFEFFa,b,label\r\n1,2,0\r\n3,4,1\r\n'],
    ['quotes and spaces', '"a","b","label"\n"1", 2 ,"0"\n3,4,1'],
    ['empty lines and labels with a point', 'a,b,label\n\n1,2,0.0\n3e0,4,1.0\n\n'],
  ])('may have %s', async (_name, text) => {
    const { points, isOutlier } = await readLabelledCsv(aFile(text));
    expect(points.map((point) => Array.from(point))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(isOutlier).toEqual([false, true]);
  });

  it.each([
    ['', 'has no rows'],
    ['a,label\n', 'has no rows'],
    ['1,2,0\n3,4,1\n', 'line 1: a header was expected'],
    ['a;b;label\n1;2;0\n', 'line 1: a header with at least one feature'],
    ['a,b,label\n1,2,0\n1,1\n', 'line 3: 2 fields where the header has 3'],
    ['a,b,label\n1,x,0\n', 'line 2: "x" in column b is not a finite number'],
    ['a,b,label\n1,,0\n', 'line 2: "" in column b is not a finite number'],
    ['a,b,label\n1,Infinity,0\n', 'line 2: "Infinity" in column b'],
    ['a,b,label\n1,2,yes\n', 'line 2: the label in the last column is "yes"'],
    ['a,b,label\n1,2,2\n', 'line 2: the label in the last column is "2"'],
    ['a,b,label\n1,2,1\n', 'has 1 outliers in 1 rows: both labels are needed'],
  ])('is refused with its place: %j', async (text, problem) => {
    await expect(readLabelledCsv(aFile(text))).rejects.toThrow(problem);
  });
});
