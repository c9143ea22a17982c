import { setImmediate as nextTurn } from 'node:timers/promises';
import { plainColumn, textColumn } from '#store/array-literal.ts';
import { MEASURE_NAMES, MEASURES, rollupOf } from '#store/statistics/rollup.ts';
import { addMark, type Mark, mergeText, newSketch, writeSketch } from '#store/statistics/unique-sketch.ts';
import type { Sql } from '#store/sql.ts';
import type { CountingTables } from './counting-tables.ts';
import type { Addition } from './tally.ts';

/** Rows of one statement. */
const ROWS_MAX = 1_000;

/** Adds to the rollups; the caller alone may change them. Others have their turn between statements, which an embedded database does not give by itself. */
export const addToRollups = async (sql: Sql, tables: CountingTables, additions: readonly Addition[]): Promise<void> => {
  for (let i = 0; i < additions.length; i += ROWS_MAX) {
    await nextTurn();
    await addPage(sql, tables, additions.slice(i, i + ROWS_MAX));
  }
};

const addPage = async (sql: Sql, { rollups }: CountingTables, page: readonly Addition[]): Promise<void> => {
  const marked = page.filter(hasMarks);
  const plain = page.filter((addition) => !hasMarks(addition));
  if (plain.length > 0) await sql.query(addCounts(rollups), columnsOf(plain));
  if (marked.length === 0) return;
  await nextTurn();
  const before = await readSketches(sql, rollups, marked);
  const viewers = marked.map((addition, i) => merged(addition, addition.viewers, before[i]?.viewers ?? null));
  const devices = marked.map((addition, i) => merged(addition, addition.devices, before[i]?.devices ?? null));
  await sql.query(addWithSketches(rollups), [
    ...columnsOf(marked),
    textColumn(viewers, (text) => text),
    textColumn(devices, (text) => text),
  ]);
};

const hasMarks = ({ viewers, devices }: Addition): boolean => viewers.length + devices.length > 0;

type SketchRow = { readonly place: number; readonly viewers: Uint8Array | null; readonly devices: Uint8Array | null };

/** What the rows hold so far, by their place in `additions`. */
const readSketches = async (sql: Sql, rollups: string, additions: readonly Addition[]): Promise<readonly (SketchRow | undefined)[]> => {
  const found: (SketchRow | undefined)[] = [];
  for (const row of await sql.query<SketchRow>(sketches(rollups), placesOf(additions))) found[row.place - 1] = row;
  return found;
};

/** Base64 of the sketch with the marks added. */
const merged = ({ rollup }: Addition, marks: readonly Mark[], before: Uint8Array | null): string | null => {
  const sketch = newSketch(rollupOf(rollup).registers);
  mergeText(sketch, before);
  for (const mark of marks) addMark(sketch, mark);
  const written = writeSketch(sketch);
  return written === null ? null : Buffer.from(written).toString('base64');
};

const placesOf = (additions: readonly Addition[]): readonly string[] => [
  plainColumn(additions, ({ rollup }) => rollup),
  plainColumn(additions, ({ grain }) => grain),
  plainColumn(additions, ({ bucketMs }) => new Date(bucketMs).toISOString()),
  textColumn(additions, ({ keys }) => keys[0]),
  textColumn(additions, ({ keys }) => keys[1]),
];

const columnsOf = (additions: readonly Addition[]): readonly string[] => [
  ...placesOf(additions),
  ...MEASURE_NAMES.map((name) => plainColumn(additions, ({ measures }) => measures[name])),
];

const PLACE = 'rollup, grain, bucket, key1, key2';
const PLACE_TYPES = ['text', 'text', 'timestamptz', 'text', 'text'];
const MEASURE_COLUMNS = MEASURE_NAMES.map((name) => MEASURES[name]);
const unnested = (types: readonly string[]): string => `unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`;
const COUNT_TYPES = [...PLACE_TYPES, ...MEASURE_COLUMNS.map(() => 'bigint')];
const sums = (rollups: string): string =>
  MEASURE_COLUMNS.map((column) => `${column} = ${rollups}.${column} + excluded.${column}`).join(', ');

/** Each row is found by itself (`offset 0`), by the primary key of its grain's own table: joined, the planner may take all there are. */
const sketches = (rollups: string): string => `select place::int as place, r.viewers, r.devices
  from ${unnested(PLACE_TYPES)} with ordinality as p (${PLACE}, place)
  cross join lateral (select viewers, devices from ${rollups}
    where rollup = p.rollup and grain = p.grain and bucket = p.bucket and key1 = p.key1 and key2 = p.key2 offset 0) as r`;

const addCounts = (rollups: string): string => `insert into ${rollups} (${PLACE}, ${MEASURE_COLUMNS.join(', ')})
  select * from ${unnested(COUNT_TYPES)} on conflict (${PLACE}) do update set ${sums(rollups)}`;

const addWithSketches = (rollups: string): string => `insert into ${rollups} (${PLACE}, ${MEASURE_COLUMNS.join(', ')}, viewers, devices)
  select ${PLACE}, ${MEASURE_COLUMNS.join(', ')}, decode(viewers, 'base64'), decode(devices, 'base64')
  from ${unnested([...COUNT_TYPES, 'text', 'text'])} as added (${PLACE}, ${MEASURE_COLUMNS.join(', ')}, viewers, devices)
  on conflict (${PLACE}) do update set ${sums(rollups)}, viewers = excluded.viewers, devices = excluded.devices`;
