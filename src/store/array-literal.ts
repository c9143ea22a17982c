/** A PostgreSQL array literal of values that need no quoting: numbers, booleans, UUIDs, ISO times, our own enum words. */
export const plainArray = (values: readonly (string | number | boolean | null)[]): string => plainColumn(values, (value) => value);

/** A PostgreSQL array literal of any texts, quoted and escaped. */
export const textArray = (values: readonly (string | null)[]): string => textColumn(values, (value) => value);

/** `plainArray` of what `value` takes from each row, without a list in between. */
export const plainColumn = <Row>(rows: readonly Row[], value: (row: Row) => string | number | boolean | null): string => {
  let text = '';
  for (const row of rows) text += `,${value(row) ?? 'NULL'}`;
  return `{${text.slice(1)}}`;
};

/** `textArray` of what `value` takes from each row, without a list in between. */
export const textColumn = <Row>(rows: readonly Row[], value: (row: Row) => string | null): string => {
  let text = '';
  for (const row of rows) text += `,${quoted(value(row))}`;
  return `{${text.slice(1)}}`;
};

const SAFE = /^[\w.:/+-]+$/;
const SPECIAL = /["\\]/g;
const NULL_LENGTH = 4;

const quoted = (value: string | null): string => {
  if (value === null) return 'NULL';
  if (SAFE.test(value) && (value.length !== NULL_LENGTH || value.toUpperCase() !== 'NULL')) return value;
  return `"${value.replace(SPECIAL, '\\$&')}"`;
};
