import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlReaders } from '#store/sql-readers.ts';
import { type GroupPage, type StatisticsFilter, UnansweredStatistics } from '#store/statistics/statistics-reader.ts';
import { openKnownEvening, PHONE, RANGE, TV } from '../support/known-evening.ts';
import { DATABASE_KINDS } from '../support/test-store.ts';

const page = (by: GroupPage['by'], overrides: Partial<GroupPage> = {}): GroupPage => ({
  by,
  order: { field: 'EVENTS', direction: 'DESC' },
  after: null,
  limit: 25,
  ...overrides,
});

describe.each(DATABASE_KINDS)('breakdowns on %s', (kind) => {
  let opened: Awaited<ReturnType<typeof openKnownEvening>>;
  let readers: SqlReaders;
  beforeAll(async () => {
    opened = await openKnownEvening(kind);
    ({ readers } = opened);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it.each([
    { by: 'CONTENT', rows: { 'title-1': 5, 'title-2': 2, '': 1 } },
    { by: 'REGION', rows: { NL: 6, 'US-CA': 2 } },
    { by: 'DEVICE_TYPE', rows: { SMART_TV: 6, MOBILE: 2 } },
    { by: 'APP_VERSION', rows: { '1.0.0': 6, '': 2 } },
    { by: 'NETWORK_TYPE', rows: { WIFI: 8 } },
    { by: 'EVENT_TYPE', rows: { PLAY: 2, BUFFER_END: 1, BUFFER_START: 1, ERROR: 1, LOGIN: 1, PLAYING: 1, STOP: 1 } },
    { by: 'SOURCE', rows: { demo: 8 } },
    { by: 'SUBSCRIPTION_PLAN', rows: { STANDARD: 6, VIP: 2 } },
    {
      by: 'SOURCE_AND_EVENT_TYPE',
      rows: {
        'demo PLAY': 2,
        'demo BUFFER_END': 1,
        'demo BUFFER_START': 1,
        'demo ERROR': 1,
        'demo LOGIN': 1,
        'demo PLAYING': 1,
        'demo STOP': 1,
      },
    },
  ] as const)('breaks down by $by, from statistics and from events alike', async ({ by, rows }) => {
    for (const filter of [{}, { deviceIds: [TV, PHONE] }]) {
      const groups = await readers.statistics.breakdown({ range: RANGE, filter }, page(by));
      expect(Object.fromEntries(groups.rows.map(({ keys, figures }) => [keys.join(' '), figures.events]))).toEqual(rows);
      expect(groups.rows.map(({ keys }) => keys.join(' '))).toEqual(Object.keys(rows));
      expect(groups.hasMore).toBe(false);
      const [first] = groups.rows;
      expect((await first?.uniques())?.viewers.value).toBeGreaterThan(0);
    }
  });

  const pageAll = async (filter: StatisticsFilter, order: GroupPage['order']) => {
    const ask = (after: GroupPage['after'], limit: number) =>
      readers.statistics.breakdown({ range: RANGE, filter }, page('EVENT_TYPE', { order, after, limit }));
    const paged: (string | undefined)[] = [];
    let after: GroupPage['after'] = null;
    let hasMore = true;
    while (hasMore) {
      const found = await ask(after, 2);
      paged.push(...found.rows.map(({ keys }) => keys[0]));
      after = found.rows.at(-1)?.position ?? null;
      ({ hasMore } = found);
    }
    return { paged, whole: (await ask(null, 25)).rows.map(({ keys }) => keys[0]) };
  };

  const FIELDS = ['EVENTS', 'PLAYS', 'WATCH_TIME', 'ERROR_RATE', 'KEY'] as const;
  it.each(FIELDS.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction }))))(
    'pages by $field $direction without losing or repeating a row, from statistics and from events alike',
    async (order) => {
      for (const filter of [{}, { deviceIds: [TV, PHONE] }]) {
        const { paged, whole } = await pageAll(filter, order);
        expect(paged).toEqual(whole);
        expect(new Set(paged).size).toBe(7);
      }
    },
  );

  it('filters a breakdown', async () => {
    const regions = await readers.statistics.breakdown({ range: RANGE, filter: { contentIds: ['title-1'] } }, page('REGION'));
    expect(regions.rows.map(({ keys, figures }) => [keys, figures.events])).toEqual([[['NL'], 5]]);
    const titles = await readers.statistics.breakdown({ range: RANGE, filter: { regions: ['US-CA'] } }, page('CONTENT'));
    expect(titles.rows.map(({ keys, figures }) => [keys, figures.errors])).toEqual([[['title-2'], 1]]);
    expect((await titles.rows[0]?.uniques())?.devices).toEqual({ value: 1, relativeError: 1.04 / 16 });
    await expect(readers.statistics.breakdown({ range: RANGE, filter: { regions: ['NL'] } }, page('APP_VERSION'))).rejects.toThrow(
      UnansweredStatistics,
    );
  });
});
