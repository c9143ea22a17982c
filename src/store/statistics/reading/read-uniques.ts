import type { Sql } from '#store/sql.ts';
import { rollupOf } from '#store/statistics/rollup.ts';
import type { ApproximateCount, Uniques } from '#store/statistics/statistics-reader.ts';
import { estimate, mergeText, newSketch, relativeErrorOf, type Sketch } from '#store/statistics/unique-sketch.ts';
import { type RollupRows, rowsClause } from './rollup-rows.ts';

type Row = { readonly group: string; readonly viewers: Uint8Array | null; readonly devices: Uint8Array | null };

/** Who was counted in these rows, by group; `group` is an expression over `r` of type text. */
export const readUniques = async (sql: Sql, rows: RollupRows, group: string): Promise<ReadonlyMap<string, Uniques>> => {
  const { text, values } = rowsClause(rows);
  const { registers } = rollupOf(rows.rollup);
  const sketches = new Map<string, { readonly viewers: Sketch; readonly devices: Sketch }>();
  for (const row of await sql.query<Row>(`select ${group} as "group", r.viewers, r.devices ${text}`, values)) {
    const found = sketches.get(row.group) ?? { viewers: newSketch(registers), devices: newSketch(registers) };
    sketches.set(row.group, found);
    mergeText(found.viewers, row.viewers);
    mergeText(found.devices, row.devices);
  }
  return new Map([...sketches].map(([name, { viewers, devices }]) => [name, { viewers: countOf(viewers), devices: countOf(devices) }]));
};

const countOf = (sketch: Sketch): ApproximateCount => {
  const value = estimate(sketch);
  return { value, relativeError: value === 0 ? 0 : relativeErrorOf(sketch.length) };
};
