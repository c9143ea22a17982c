import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { LabelledPoints } from '#scoring/anomaly/measure-benchmark.ts';

/** A file that is not a labelled CSV, with the place and the reason. */
export class LabelledCsvError extends Error {
  override readonly name = 'LabelledCsvError';
}

/** Values of one file, 400 MB in memory. */
const VALUES_MAX = 50_000_000;

/**
 * Reads a CSV file line by line: a header, then rows of finite numbers, in the last column the label: 1 for an outlier,
 * 0 for the rest. Throws a LabelledCsvError that names file and line for anything else.
 */
export const readLabelledCsv = async (path: string): Promise<LabelledPoints> => {
  const points: Float64Array[] = [];
  const isOutlier: boolean[] = [];
  let header: readonly string[] | null = null;
  for await (const { text, line } of linesOf(path)) {
    const fields = fieldsOf(text);
    const fail = (problem: string): LabelledCsvError => new LabelledCsvError(`${path}, line ${line}: ${problem}`);
    if (header === null) {
      header = checkedHeader(fields, fail);
      continue;
    }
    if (fields.length !== header.length) throw fail(`${fields.length} fields where the header has ${header.length}`);
    if ((points.length + 1) * header.length > VALUES_MAX) throw fail(`more than ${VALUES_MAX} values`);
    points.push(Float64Array.from(header.slice(1), (_, column) => numberIn(fields, { column, header: header ?? [], fail })));
    isOutlier.push(labelIn(fields.at(-1), fail));
  }
  checkWhole(path, isOutlier);
  return { points, isOutlier };
};

type Fail = (problem: string) => LabelledCsvError;

/** The lines with text, numbered from 1; what the system says about a file it cannot read is passed on as a LabelledCsvError. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly line: number }> {
  const input = createReadStream(path, 'utf8');
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      if (text.trim() !== '') yield { text: line === 1 ? text.replace(/^\uFEFF/, '') : text, line };
    }
  } catch (error) {
    if (error instanceof LabelledCsvError || !(error instanceof Error && 'code' in error)) throw error;
    throw new LabelledCsvError(`${path} cannot be read: ${error.message}`, { cause: error });
  } finally {
    input.destroy();
  }
}

/** Names and numbers hold no comma, so that quotes are dropped and need not be understood. */
const fieldsOf = (text: string): readonly string[] => text.split(',').map((field) => field.trim().replace(/^"(?<inner>.*)"$/, '$<inner>'));

const checkedHeader = (fields: readonly string[], fail: Fail): readonly string[] => {
  if (fields.length < 2) throw fail('a header with at least one feature and the label, separated by commas, was expected');
  if (fields.every((field) => isNumber(field))) throw fail('a header was expected, and these are numbers');
  return fields;
};

const numberIn = (
  fields: readonly string[],
  { column, header, fail }: { readonly column: number; readonly header: readonly string[]; readonly fail: Fail },
): number => {
  const field = fields[column] ?? '';
  if (!isNumber(field)) throw fail(`"${shortened(field)}" in column ${shortened(header[column] ?? '')} is not a finite number`);
  return Number(field);
};

const labelIn = (field = '', fail: Fail): boolean => {
  if (!isNumber(field) || (Number(field) !== 0 && Number(field) !== 1))
    throw fail(`the label in the last column is "${shortened(field)}" instead of 0 or 1`);
  return Number(field) === 1;
};

const checkWhole = (path: string, isOutlier: readonly boolean[]): void => {
  const outliers = isOutlier.filter(Boolean).length;
  if (isOutlier.length === 0) throw new LabelledCsvError(`${path} has no rows`);
  if (outliers === 0 || outliers === isOutlier.length)
    throw new LabelledCsvError(`${path} has ${outliers} outliers in ${isOutlier.length} rows: both labels are needed`);
};

const isNumber = (field: string): boolean => field !== '' && Number.isFinite(Number(field));

const FIELD_CHARACTERS_SHOWN = 40;
const shortened = (field: string): string =>
  field.length <= FIELD_CHARACTERS_SHOWN ? field : `${field.slice(0, FIELD_CHARACTERS_SHOWN)}…`;
