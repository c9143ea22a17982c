import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepHouse } from '#jobs/housekeeping-job.ts';
import { vacuumTables } from '#store/embedded/vacuum-tables.ts';
import { daysAround, partitionDays } from '../support/partition-days.ts';
import { DATABASE_KINDS, openTestStore, SILENT, type TestStore } from '../support/test-store.ts';

const DAY_MS = 86_400_000;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();

describe.each(DATABASE_KINDS)('housekeeping on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const query = <Row>(text: string, values: readonly unknown[] = []) => opened.database.sql.query<Row>(text, values);
  const rowsOf = async (table: string) => (await query<{ rows: number }>(`select count(*)::int as rows from ${table}`))[0]?.rows;
  const sizeOf = async (table: string) => (await query<{ bytes: number }>(`select pg_relation_size($1)::int as bytes`, [table]))[0]?.bytes;
  const keep = (at = now) =>
    keepHouse({ sql: opened.database.sql, vacuum: () => vacuumTables(opened.database.sql), now: () => at, log: SILENT });

  it('has room for events of 31 days back and 2 ahead, and makes that of the next day when it has come', async () => {
    await query(`do $$ declare name text; begin
      for name in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass
      loop execute 'drop table ' || name; end loop; end $$`);
    await keep();
    expect(await partitionDays(opened.database.sql)).toEqual(daysAround(now, 31, 2));
    await keep(new Date(now.getTime() + DAY_MS));
    expect(await partitionDays(opened.database.sql)).toEqual(daysAround(now, 31, 3));
  });

  it('forgets old keys, minutes, sessions and failures, and keeps the others', async () => {
    for (const days of [36, 34]) {
      await query('insert into event_keys (key, occurred_at, stored_at) values ($1, $2, $2)', [randomUUID(), daysAgo(days)]);
      await query('insert into failed_attempts (event_key, attempts, last_failed_at) values ($1, 1, $2)', [randomUUID(), daysAgo(days)]);
    }
    for (const [rollup, grain, hours] of [
      ['ALL', 'MINUTE', 72],
      ['ALL', 'MINUTE', 24],
      ['CONTENT', 'MINUTE', 24],
      ['CONTENT', 'MINUTE', 6],
      ['CONTENT', 'HOUR', 72],
    ] as const)
      await query(
        `insert into rollups (rollup, grain, bucket, key1, key2, events, plays, errors, score, alerts, watch_ms, rebuffer_ms, attempts, start_failures)
         values ($1, $2, $3, '', '', 1, 0, 0, 0, 0, 0, 0, 0, 0)`,
        [rollup, grain, daysAgo(hours / 24)],
      );
    for (const days of [36, 34])
      await query(
        `insert into sessions (session_id, source, started_at, last_event_at, watch_ms, rebuffer_ms, error_count, event_count, fold)
         values ($1, 'demo', $2, $2, 0, 0, 0, 1, '{}')`,
        [`${days}`, daysAgo(days)],
      );
    await keep();
    expect([await rowsOf('event_keys'), await rowsOf('failed_attempts'), await rowsOf('rollups'), await rowsOf('sessions')]).toEqual([
      1, 1, 3, 1,
    ]);
  });

  it('lets a table that changes all the time grow only at first', async () => {
    await query(
      `insert into batch_receipts (source, batch_id, receipt) select 'demo', i::text, repeat('x', 500) from generate_series(1, 500) i`,
    );
    const change = () => query('update batch_receipts set saved_at = now()');
    await change();
    await keep();
    const size = await sizeOf('batch_receipts');
    for (let round = 0; round < 5; round++) {
      await change();
      await keep();
    }
    expect(await sizeOf('batch_receipts')).toBe(size);
  });
});
