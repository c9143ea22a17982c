import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '#store/sql.ts';
import { createSqlReaders } from '#store/sql-readers.ts';
import { countStored } from '#store/statistics/counting/count-stored.ts';
import { STATISTICS_DIMENSIONS, type StatisticsFilter } from '#store/statistics/statistics-reader.ts';
import { countAll } from '../support/count-all.ts';
import { FILLED, FILLED_DAYS, fillEvents } from '../support/fill-events.ts';
import { recordStatements, wholeScans } from '../support/statement-plans.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = new Date();
const spanOf = (days: number) => ({ from: new Date(now.getTime() - days * DAY_MS), to: now });

/** One kind of statement: what is asked of the readers. To add one, add a line. */
type Kind = readonly [name: string, ask: (sql: Sql) => Promise<unknown>];

const readersOf = (sql: Sql) => createSqlReaders(sql, { mode: 'server', now: () => now });
const aligned = (sql: Sql, days: number) => readersOf(sql).statistics.alignedRange(spanOf(days));

const FILTERS: Readonly<Record<string, StatisticsFilter>> = {
  everything: {},
  'a region': { regions: ['NL'] },
  'regions of a country': { regions: ['US', 'US-CA', 'US-NY'] },
  'a title': { contentIds: [FILLED.contentId] },
  'a title in a region': { contentIds: [FILLED.contentId], regions: ['NL'] },
  'a source': { sources: ['demo'] },
  'some types': { eventTypes: ['PLAY', 'ERROR'] },
};
const FROM_EVENTS: Readonly<Record<string, StatisticsFilter>> = {
  'a device': { deviceIds: [FILLED.deviceId] },
  'a title of some types': { contentIds: [FILLED.contentId], eventTypes: ['ERROR'] },
};

const figuresOf = (name: string, filter: StatisticsFilter, days: number): readonly Kind[] => [
  [
    `the summary of ${name} over ${days} days`,
    async (sql) => (await readersOf(sql).statistics.summary({ range: aligned(sql, days), filter })).uniques(),
  ],
  [
    `a timeline of ${name} over ${days} days`,
    async (sql) => (await readersOf(sql).statistics.timeline({ range: aligned(sql, days), filter }, 'HOUR'))[0]?.uniques(),
  ],
];

const KINDS: readonly Kind[] = [
  ...Object.entries(FILTERS).flatMap(([name, filter]) => [...figuresOf(name, filter, 1), ...figuresOf(name, filter, FILLED_DAYS)]),
  ...Object.entries(FROM_EVENTS).flatMap(([name, filter]) => figuresOf(name, filter, 6)),
  ...STATISTICS_DIMENSIONS.map((by): Kind => [
    `a breakdown by ${by}`,
    async (sql) => {
      const page = { by, order: { field: 'EVENTS', direction: 'DESC' }, after: null, limit: 25 } as const;
      const { rows } = await readersOf(sql).statistics.breakdown({ range: aligned(sql, FILLED_DAYS), filter: {} }, page);
      await rows[0]?.uniques();
    },
  ]),
  [
    'a breakdown of a region by title',
    (sql) =>
      readersOf(sql).statistics.breakdown(
        { range: aligned(sql, FILLED_DAYS), filter: { regions: [FILLED.rareRegion] } },
        { by: 'CONTENT', order: { field: 'PLAYS', direction: 'DESC' }, after: null, limit: 25 },
      ),
  ],
  [
    'where titles are played',
    (sql) => readersOf(sql).statistics.partsOf(aligned(sql, 1), 'REGIONS_OF_CONTENT', { keys: [FILLED.contentId, 'title-8'], limit: 10 }),
  ],
  ['the figures of devices', (sql) => readersOf(sql).statistics.byKey(aligned(sql, 1), 'DEVICE', [FILLED.deviceId])],
  ['what the rules found', (sql) => readersOf(sql).compliance.byRule({ range: aligned(sql, FILLED_DAYS), regions: undefined })],
  [
    'what the rules found in a region',
    (sql) => readersOf(sql).compliance.timeline({ range: aligned(sql, FILLED_DAYS), regions: ['NL'] }, 'DAY'),
  ],
  ['how long storing took', (sql) => readersOf(sql).pipeline.processingLatency(spanOf(FILLED_DAYS))],
  ['sessions of a viewer', (sql) => readersOf(sql).sessions.ofViewer(FILLED.viewerId, { after: null, limit: 25 })],
  [
    'more sessions of a viewer',
    (sql) => readersOf(sql).sessions.ofViewer(FILLED.viewerId, { after: { startedAt: now, source: 'demo', sessionId: 'x' }, limit: 25 }),
  ],
  ['sessions by name', (sql) => readersOf(sql).sessions.named(FILLED.sessionId)],
  ['sessions by id', (sql) => readersOf(sql).sessions.byIds([{ source: 'demo', sessionId: FILLED.sessionId }])],
];

/** The last days are counted; more would take a minute. */
const COUNTED_DAYS = 3;
const NOTE_DAYS = `insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
  select max(stored_at), min(received_at), array_agg(key), array_agg(occurred_at) from (select *, ntile(4) over (order by occurred_at) as part from events where occurred_at >= $1::timestamptz) as parts
  group by part order by part`;

describe('with many counted events, PostgreSQL', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore('PostgreSQL');
    const { sql } = opened.database;
    await fillEvents(sql, now);
    await sql.query(NOTE_DAYS, [spanOf(COUNTED_DAYS).from.toISOString()]);
    await countAll(sql, 10_000);
    await sql.query('analyze');
  }, 120_000);
  afterAll(() => opened[Symbol.asyncDispose]());

  it.each(KINDS)('reads no day, no rollup and no sessions from end to end for %s', async (_name, ask) => {
    const { sql } = opened.database;
    const { sql: recording, run } = recordStatements(sql);
    await ask(recording);
    expect(run.length).toBeGreaterThan(0);
    expect(await wholeScans(sql, run)).toEqual([]);
  });

  it('counts without reading a day from end to end, late events included', async () => {
    const { sql } = opened.database;
    await sql.query(`insert into uncounted_batches (stored_at, accepted_at, keys, occurred_ats)
      select now(), now(), array_agg(key), array_agg(occurred_at) from (select key, occurred_at from events where session_id is not null order by occurred_at desc limit 500) as late`);
    const { sql: recording, run } = recordStatements(sql);
    expect(await countStored(recording, 10_000)).toMatchObject({ events: 500 });
    const reading = run.filter(({ text }) => text.trimStart().startsWith('select') && text.includes('events e'));
    expect(reading.length).toBeGreaterThan(1);
    expect(await wholeScans(sql, reading)).toEqual([]);
  });
});
