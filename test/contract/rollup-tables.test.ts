import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeCounter } from '#store/statistics/counting/counter-lock.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

describe.each(DATABASE_KINDS)('statistics on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    await opened.database.sql.query(FILL);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const tables = () => opened.database.sql.query('select tableoid::regclass::text as name, key1 from rollups order by 1');

  it('lie in a table for each width of bucket, the same before and after that was so', async () => {
    const apart = ['day', 'hour', 'minute'].map((grain) => ({ name: `rollups_${grain}`, key1: grain }));
    expect(await tables()).toEqual(apart);
    const { migrator } = opened.database.orm;
    await migrator.down({ migrations: [MIGRATION] });
    expect(await tables()).toEqual(apart.map((row) => ({ ...row, name: 'rollups' })));
    await migrator.up({ migrations: [MIGRATION] });
    expect(await tables()).toEqual(apart);
  });

  it('gain the alerts of all regions together and of each that were counted by level', async () => {
    const { migrator } = opened.database.orm;
    await opened.database.sql.query(FILL_ALERTS);
    await migrator.down({ migrations: [ALERTS_MIGRATION] });
    await migrator.up({ migrations: [ALERTS_MIGRATION] });
    expect(await opened.database.sql.query(ALERTS)).toEqual([
      { rollup: 'ALL', key1: '', alerts: 7 },
      { rollup: 'REGION', key1: 'DE', alerts: 4 },
      { rollup: 'REGION', key1: 'NL', alerts: 3 },
    ]);
  });

  it('may be added up for a minute between two statements of a pass', async () => {
    const setting = await opened.database.sql.transaction(async (transaction) => {
      await becomeCounter(transaction);
      return transaction.query(`select current_setting('idle_in_transaction_session_timeout') as value`);
    });
    expect(setting).toEqual([{ value: '1min' }]);
  });
});

const MIGRATION = 'Migration20261125000030';
const FILL = `insert into rollups (rollup, grain, bucket, key1, key2, events, plays, errors, score, alerts, watch_ms, rebuffer_ms, attempts, start_failures)
  select 'ALL', upper(grain), now(), grain, '', 1, 0, 0, 0, 0, 0, 0, 0, 0 from unnest(array['minute', 'hour', 'day']) as grain`;

const ALERTS_MIGRATION = 'Migration20261125000031';
const FILL_ALERTS = `insert into rollups (rollup, grain, bucket, key1, key2, events, plays, errors, score, alerts, watch_ms, rebuffer_ms, attempts, start_failures)
  select 'REGION_LEVEL', 'HOUR', date_trunc('hour', now()), region, level, 9, 0, 0, 0, alerts, 0, 0, 0, 0
  from (values ('NL', 'HIGH', 1), ('NL', 'CRITICAL', 2), ('DE', 'HIGH', 4), ('DE', 'LOW', 0), ('FR', 'LOW', 0)) as counted (region, level, alerts)`;
const ALERTS = `select rollup, key1, alerts::int as alerts from rollups where rollup <> 'REGION_LEVEL' and alerts > 0 order by 1, 2`;
