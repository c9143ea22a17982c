import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '#store/sql.ts';
import { rollupOf } from '#store/statistics/rollup.ts';
import type { ApproximateCount, Uniques } from '#store/statistics/statistics-reader.ts';
import { estimate, mergeText, newSketch, relativeErrorOf, type Sketch } from '#store/statistics/unique-sketch.ts';
import { type RollupRows, rowsClause } from './rollup-rows.ts';

type Row = { readonly group: string; readonly viewers: Uint8Array | null; readonly devices: Uint8Array | null };

/** Who was counted in these rows, by group; `group` is an expression over `r` of type text. */
export const readUniques = async (sql: Sql, rows: RollupRows, group: string): Promise<ReadonlyMap<string, Uniques>> => {
  const { registers } = rollupOf(rows.rollup);
  const atOnce = bucketsAtOnce(rows);
  const sketches = new Map<string, { readonly viewers: Sketch; readonly devices: Sketch }>();
  for (let i = 0; i < rows.buckets.length; i += atOnce) {
    if (i > 0) await nextTurn();
    const { text, values } = rowsClause({ ...rows, buckets: rows.buckets.slice(i, i + atOnce) });
    for (const row of await sql.query<Row>(`select ${group} as "group", r.viewers, r.devices ${text}`, values)) {
      const found = sketches.get(row.group) ?? { viewers: newSketch(registers), devices: newSketch(registers) };
      sketches.set(row.group, found);
      mergeText(found.viewers, row.viewers);
      mergeText(found.devices, row.devices);
    }
  }
  return new Map([...sketches].map(([name, { viewers, devices }]) => [name, { viewers: countOf(viewers), devices: countOf(devices) }]));
};

/** Bytes of sketches of one statement, about: they are in memory together, and nothing else has its turn while they are merged. */
const SKETCH_BYTES_MAX = 8_000_000;

/** Buckets whose sketches fit, where each of the keys asked for has a row in every bucket. */
const bucketsAtOnce = ({ rollup, conditions }: RollupRows): number => {
  const keys = new Map(conditions.map(({ facet, values }) => [facet, values.length]));
  const rowsOfBucket = [...keys.values()].reduce((product, count) => product * Math.max(1, count), 1);
  return Math.max(1, Math.floor(SKETCH_BYTES_MAX / (2 * rollupOf(rollup).registers * rowsOfBucket)));
};

const countOf = (sketch: Sketch): ApproximateCount => {
  const value = estimate(sketch);
  return { value, relativeError: value === 0 ? 0 : relativeErrorOf(sketch.length) };
};
