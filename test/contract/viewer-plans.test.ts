import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneOf } from '#domain/conditions/condition.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import { DAY_MS, dayOf, PARTITION_DAYS_AHEAD, PARTITION_DAYS_BACK } from '#store/events/partitions.ts';
import { createSqlEventReader } from '#store/events/sql-event-reader.ts';
import type { Sql } from '#store/sql.ts';
import { createSqlViewerReader } from '#store/viewers/sql-viewer-reader.ts';
import type { ViewerReader } from '#store/viewers/viewer-reader.ts';
import { explainStatements } from '../support/explain-statements.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR_MS = 3_600_000;
const DAYS = PARTITION_DAYS_BACK + 1 + PARTITION_DAYS_AHEAD;
const now = new Date();
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Has every tenth event. */
const BUSY = idOf(0);
/** Has one event in a thousand. */
const QUIET = idOf(1);

const READS: readonly (readonly [string, (reader: ViewerReader, ids: readonly string[]) => Promise<unknown>])[] = [
  ['when they were seen', (reader, ids) => reader.spans(ids)],
  ['what they did', (reader, ids) => reader.countsByType(ids)],
  ['their risk', (reader, ids) => reader.risk(ids, { from: new Date(now.getTime() - HOUR_MS), sessionsFrom: now })],
];
/** Whose events, and which scans would grow with the events of others. Of a viewer with a tenth of all events the newest of all are his soon enough. */
const OWNERS: readonly (readonly [string, readonly [EventField, string], RegExp])[] = [
  ['a busy viewer', ['viewer', BUSY], /^Seq Scan/],
  ['a quiet viewer', ['viewer', QUIET], /^Seq Scan|pkey/],
  ['a device', ['device', QUIET], /^Seq Scan|pkey/],
  ['a title', ['content', 'title-7'], /^Seq Scan|pkey/],
];

describe('with events of every day there are partitions for', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore('PostgreSQL');
    await opened.database.sql.query(FILL, [new Date(dayOf(now) + (1 + PARTITION_DAYS_AHEAD) * DAY_MS).toISOString()]);
    await opened.database.sql.query('vacuum (analyze) events');
  }, 60_000);
  afterAll(() => opened[Symbol.asyncDispose]());

  const scansOf = async (work: (sql: Sql) => Promise<unknown>): Promise<readonly string[]> => {
    const explained = explainStatements(opened.database.sql);
    await work(explained.sql);
    return [...explained.scans].toSorted();
  };

  it.each(READS)('%s is read from the index of viewers, of one and of a hundred', async (_what, read) => {
    const hundred = Array.from({ length: 100 }, (_, i) => idOf(i));
    for (const ids of [[BUSY], hundred]) {
      const scans = await scansOf((sql) => read(createSqlViewerReader(sql), ids));
      expect(scans.join()).toContain('events_viewer_id_occurred_at');
      expect(scans.filter((scan) => /^Seq Scan|pkey/.test(scan))).toEqual([]);
    }
  });

  it('what viewers did is told by the index alone', async () => {
    const scans = await scansOf((sql) => createSqlViewerReader(sql).countsByType([QUIET]));
    expect(scans).toEqual([expect.stringMatching(/^Index Only Scan/)]);
  });

  it.each(OWNERS)('pages and counts of the events of %s are read by index, from either end', async (_who, [field, id], unwanted) => {
    const condition = oneOf(field, [id]);
    const scans = await scansOf(async (sql) => {
      const reader = createSqlEventReader(sql);
      for (const direction of ['ASC', 'DESC'] as const) {
        const order = { field: 'OCCURRED_AT', direction } as const;
        const { events } = await reader.page({ condition, order, limit: 100, from: 'first' });
        expect(events).toHaveLength(100);
        for (const event of events) expect(event).toMatchObject({ [`${field}Id`]: id });
        const before = { score: 0, occurredAt: now, key: '0'.repeat(32) };
        await reader.page({ condition, order, limit: 100, from: 'last', before });
      }
      await reader.count(condition, 1_000);
    });
    expect(scans.filter((scan) => unwanted.test(scan))).toEqual([]);
  });

  it('a condition without an index would show as a scan of everything', async () => {
    expect(await scansOf((sql) => sql.query(`select count(*) from events where ip_prefix = 'none'`))).toEqual(['Seq Scan of events']);
  });
});

/** As many events on each day there is a partition for: an empty one costs nothing to scan. */
const FILL = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, device_id, content_id, session_id,
    region, ip_prefix, score, level, ruleset_version)
  select gen_random_uuid(), at, at, at, 'demo', i::text, (array['PLAY', 'HEARTBEAT', 'STOP'])[1 + i % 3], subject, subject, 'title-' || i % 500,
    'session-' || i / 50, 'NL', '203.0.113.0/24', i % 100, 'LOW', 'test'
  from generate_series(1, 140000) as i,
    lateral (select $1::timestamptz - interval '${DAYS} days' * i / 140000 as at,
      ('00000000-0000-4000-8000-' || lpad((case when i % 10 = 0 then 0 else 1 + i % 999 end)::text, 12, '0'))::uuid as subject) as made`;
