import { describe, expect, it } from 'vitest';
import { openDatabase } from '#store/database.ts';
import { recountStatistics } from '#store/statistics/recount/recount-statistics.ts';
import { fillDatabase } from '../../bench/query/fill-database.ts';
import { createTestDatabase } from '../support/services.ts';
import { SILENT, TEST_IDENTITY_KEY } from '../support/test-store.ts';

describe('the database of the query bench', () => {
  it('holds as many events as were asked for, counted right, with an alert for every risky one', async () => {
    await using home = await createTestDatabase();
    const filled = await fillDatabase({ databaseUrl: home.url, identityKey: TEST_IDENTITY_KEY.toString('hex'), events: 3_000 });
    expect(filled.events).toBe(3_000);
    await using database = await openDatabase({ kind: 'postgres', url: home.url, connectionsMax: 2 }, SILENT);
    expect(await recountStatistics(database.sql, { now: new Date(), isMending: false })).toMatchObject({
      events: 3_000,
      differenceCount: 0,
    });
    const [found] = await database.sql.query<Record<'events' | 'risky' | 'alerts', number>>(FOUND);
    expect(found?.events).toBe(3_000);
    expect(found?.risky).toBeGreaterThan(0);
    expect(found?.alerts).toBe(found?.risky);
  }, 120_000);
});

const FOUND = `select (select count(*)::int from events) as events, (select count(*)::int from risk_alerts) as alerts,
  (select count(*)::int from events where level in ('HIGH', 'CRITICAL')) as risky`;
