import { plainArray, textArray } from '#store/array-literal.ts';
import type { RollupDelta } from './rollup-delta.ts';
import type { Sql } from '#store/sql.ts';

/** Adds deltas to the statistics, rows locked in the order given, which every worker must share. */
export const addToRollups = async (sql: Sql, deltas: readonly RollupDelta[]): Promise<void> => {
  await sql.query(ADD, [
    plainArray(deltas.map(({ dimension }) => dimension)),
    plainArray(deltas.map(({ grain }) => grain)),
    plainArray(deltas.map(({ bucketMs }) => new Date(bucketMs).toISOString())),
    textArray(deltas.map(({ key }) => key)),
    plainArray(deltas.map(({ events }) => events)),
    plainArray(deltas.map(({ plays }) => plays)),
    plainArray(deltas.map(({ errors }) => errors)),
  ]);
};

const ADD = `insert into rollups (dimension, grain, bucket, key, events, plays, errors)
  select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
  on conflict (dimension, grain, bucket, key) do update
  set events = rollups.events + excluded.events, plays = rollups.plays + excluded.plays, errors = rollups.errors + excluded.errors`;
