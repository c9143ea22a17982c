import { describe, expect, it } from 'vitest';
import { alertCursor } from '#domain/cursor.ts';
import {
  type CountedBucket,
  type Figures,
  type Selection,
  type StatisticsReader,
  UnansweredStatistics,
} from '#store/statistics/statistics-reader.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';
import { aCount, aGroup, breakdownOf } from '../../support/memory-statistics.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

/** A bucket that ended so long ago. */
const bucket = (endMs: number): CountedBucket => ({
  from: new Date(NOW.getTime() - endMs - 1),
  to: new Date(NOW.getTime() - endMs),
  ...aCount(),
});

/** What the statistics were asked about. */
const askedAbout = () => {
  const selections: Selection[] = [];
  const summary: StatisticsReader['summary'] = async (selection) => {
    selections.push(selection);
    return aCount();
  };
  return { selections, summary };
};

describe('statistics', () => {
  it.each([
    ['events', {}, 0],
    ['errorRate', {}, 0],
    ['errorRate', { events: 8, errors: 2 }, 0.25],
    ['watchTimeMs', { watchMs: 60_000 }, 60_000],
    ['watchTimeMs', { watchMs: null, rebufferMs: null }, null],
    ['rebufferingRatio', {}, null],
    ['rebufferingRatio', { watchMs: 90, rebufferMs: 10 }, 0.1],
    ['rebufferingRatio', { watchMs: 90, rebufferMs: 0 }, 0],
    ['rebufferingRatio', { watchMs: 0, rebufferMs: 10 }, 1],
    ['rebufferingRatio', { watchMs: null, rebufferMs: null }, null],
    ['videoStartFailureRate', {}, null],
    ['videoStartFailureRate', { attempts: 4, startFailures: 1 }, 0.25],
    ['videoStartFailureRate', { attempts: 4, startFailures: 0 }, 0],
    ['videoStartFailureRate', { attempts: null, startFailures: null }, null],
  ] satisfies readonly [string, Partial<Figures>, number | null][])('say %s of %j is %j', async (field, figures, expected) => {
    await using api = await createMemoryApi({ statistics: { summary: async () => aCount(figures) } });
    const { data, errors } = await api.ask(`{ stats { summary { ${field} } } }`);
    expect([errors, data]).toEqual([undefined, { stats: { summary: { [field]: expected } } }]);
  });

  it('tell how many there were with the error of the estimate', async () => {
    const uniques = { viewers: { value: 1_000, relativeError: 0.016 }, devices: { value: 3, relativeError: 0 } };
    await using api = await createMemoryApi({ statistics: { summary: async () => aCount({ events: 5_000 }, uniques) } });
    const { data } = await api.ask('{ stats { summary { uniqueViewers { value relativeError } uniqueDevices { value relativeError } } } }');
    expect(data).toEqual({ stats: { summary: { uniqueViewers: uniques.viewers, uniqueDevices: uniques.devices } } });
  });

  it('never estimate more people than events', async () => {
    const estimate = { value: 61, relativeError: 0.065 };
    const summary = async () => aCount({ events: 57 }, { viewers: estimate, devices: estimate });
    await using api = await createMemoryApi({ statistics: { summary } });
    const { data } = await api.ask('{ stats { summary { uniqueViewers { value relativeError } uniqueDevices { value } } } }');
    expect(data).toEqual({ stats: { summary: { uniqueViewers: { value: 57, relativeError: 0.065 }, uniqueDevices: { value: 57 } } } });
  });

  it('cover the last 24 hours unless told otherwise, and tell the range that is answered', async () => {
    const { selections, summary } = askedAbout();
    const from = new Date('2026-03-09T12:00:00.000Z');
    const alignedRange: StatisticsReader['alignedRange'] = ({ to }) => ({ from, to });
    await using api = await createMemoryApi({ statistics: { summary, alignedRange } });
    const { data } = await api.ask('{ stats { range { from to } asOf summary { events } } }');
    const range = { from: from.toISOString(), to: NOW.toISOString() };
    expect(data).toEqual({ stats: { range, asOf: NOW.toISOString(), summary: { events: 0 } } });
    expect(selections).toMatchObject([{ range: { from, to: NOW } }]);
    expect(await createMemoryApi().then((plain) => plain.ask('{ stats { range { from } } }'))).toMatchObject({
      data: { stats: { range: { from: ago(24 * HOUR_MS) } } },
    });
  });

  it('are filtered, devices by their pseudonyms', async () => {
    const { selections, summary } = askedAbout();
    await using api = await createMemoryApi({ statistics: { summary }, viewers: { tv: 'pseudonym-1' } });
    await api.ask(`{ stats(filter: {
      region: { in: ["NL"], within: ["US-CA"] }, contentId: ["t"], deviceId: ["tv", "never-seen"], source: ["s"], eventType: [ERROR], subscriptionPlan: []
    }) { summary { events } } }`);
    expect(selections.map(({ filter }) => filter)).toEqual([
      {
        regions: ['NL', 'US-CA'],
        contentIds: ['t'],
        deviceIds: ['pseudonym-1'],
        sources: ['s'],
        eventTypes: ['ERROR'],
        subscriptionPlans: [],
      },
    ]);
  });

  it.each([
    ['2026-01-01T00:00:00Z', false],
    ['2026-01-01T12:00:00Z', true],
  ])("of regions under a law are about those on the last day of the range: until %s Delaware's: %s", async (to, isRegulated) => {
    const { selections, summary } = askedAbout();
    await using api = await createMemoryApi({ statistics: { summary } });
    const variables = { range: { from: '2025-12-30T00:00:00Z', to }, filter: { region: { regulatedBy: ['US_STATE_OPT_OUT'] } } };
    await api.ask(
      'query ($range: TimeRangeInput, $filter: StatsFilter) { stats(range: $range, filter: $filter) { summary { events } } }',
      variables,
    );
    expect(selections[0]?.filter.regions?.includes('US-DE')).toBe(isRegulated);
    expect(selections[0]?.filter.regions).not.toContain('NL');
  });

  it('without a filter restrict nothing, and ask for no pseudonyms', async () => {
    const { selections, summary } = askedAbout();
    await using api = await createMemoryApi({ statistics: { summary } });
    await api.ask('{ stats { summary { events } } }');
    expect(Object.values(selections[0]?.filter ?? { none: 0 }).filter((condition) => condition !== undefined)).toEqual([]);
    expect(api.reads).toEqual(['statistics.summary']);
  });

  it.each([
    ['a region that is none', 'stats(filter: { region: { in: ["UK"] } }) { asOf }', /use GB/],
    ['a range that ends before it begins', `stats(range: { from: "${ago(0)}", to: "${ago(1)}" }) { asOf }`, /end after it begins/],
    ['a range of years', `stats(range: { from: "2020-01-01T00:00:00Z", to: "${ago(0)}" }) { asOf }`, /400 days/],
    ['a title with NUL', 'stats(filter: { contentId: ["\\u0000"] }) { asOf }', /NUL/],
    ['a page of none', 'stats { breakdown(by: REGION, first: 0) { nodes { key } } }', /1 to 100/],
    ['a page of too many', 'stats { breakdown(by: REGION, first: 101) { nodes { key } } }', /1 to 100/],
    ['a damaged cursor', 'stats { breakdown(by: REGION, after: "bm9uc2Vuc2U") { nodes { key } } }', /cursor/],
    ['a cursor of alerts', `stats { breakdown(by: REGION, after: "${alertCursor.encode(1)}") { nodes { key } } }`, /cursor/],
  ])('refuse %s', async (_case, query, message) => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask(`{ ${query} }`);
    expect(errors).toMatchObject([{ message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('that nobody keeps say what to ask instead', async () => {
    await using api = await createMemoryApi({
      statistics: { summary: () => Promise.reject(new UnansweredStatistics('ask for 7 days at most')) },
    });
    const { errors } = await api.ask('{ stats { summary { events } } }');
    expect(errors?.[0]?.originalError).toBeInstanceOf(UnansweredStatistics);
  });
});

describe('the watermark', () => {
  it.each([
    ['nothing waits', 0, null, 300_000],
    ['events wait to be stored', 20_000, null, 320_000],
    ['events wait to be counted', 0, 90_000, 390_000],
    ['both wait', 100_000.5, 90_000, 400_001],
  ])('lies 5 minutes before what may still come where %s', async (_case, lagMs, uncountedMs, expected) => {
    const uncountedSince = async () => (uncountedMs === null ? null : new Date(NOW.getTime() - uncountedMs));
    await using api = await createMemoryApi({ statistics: { uncountedSince }, lagMs });
    expect((await api.ask('{ stats { watermark } }')).data).toEqual({ stats: { watermark: ago(expected) } });
  });

  it('makes the buckets final that ended by then, and is read once for all of them', async () => {
    await using api = await createMemoryApi({
      statistics: { timeline: async () => [bucket(300_100), bucket(300_013), bucket(300_012), bucket(0)] },
      lagMs: 12.5,
    });
    const { data } = await api.ask('{ stats { watermark timeline(granularity: MINUTE) { isFinal stats { events } } } }');
    expect(data).toMatchObject({ stats: { timeline: [{ isFinal: true }, { isFinal: true }, { isFinal: false }, { isFinal: false }] } });
    expect(api.reads).toEqual(['stream.status', 'statistics.uncountedSince', 'statistics.timeline']);
  });

  it.each([
    '{ stats { timeline(granularity: HOUR) { isFinal stats { events } } summary { events } } }',
    '{ stats { summary { events } watermark } }',
    '{ stats { summary { events } ...Promise } } fragment Promise on Stats { ... { watermark } }',
  ])('is read before the figures that it says are final: %s', async (query) => {
    await using api = await createMemoryApi({ statistics: { timeline: async () => [bucket(0)] } });
    expect((await api.ask(query)).errors).toBeUndefined();
    expect(api.reads.slice(0, 2)).toEqual(['stream.status', 'statistics.uncountedSince']);
    expect(api.reads.slice(2)).toContain('statistics.summary');
  });

  it('is not asked for where nobody wants it', async () => {
    await using api = await createMemoryApi({ statistics: { uncountedSince: () => Promise.reject(new Error('away')) } });
    expect((await api.ask('{ stats { asOf timeline(granularity: HOUR) { from } } }')).errors).toBeUndefined();
  });
});

type Breakdown = {
  readonly stats: {
    readonly breakdown: {
      readonly nodes: readonly { readonly key: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
};

const BREAKDOWN = `query ($by: StatsDimension! = REGION, $first: Int, $after: Cursor, $orderBy: BreakdownOrder) {
  stats { breakdown(by: $by, first: $first, after: $after, orderBy: $orderBy) { nodes { key } pageInfo { hasNextPage endCursor } } }
}`;

describe('a breakdown', () => {
  const regions = breakdownOf([
    aGroup(['NL'], { events: 5, errors: 5 }),
    aGroup(['DE'], { events: 9, errors: 1, watchMs: 7 }),
    aGroup(['BE'], { events: 5, plays: 2 }),
    aGroup([''], { events: 1 }),
  ]);

  const walk = async (orderBy: unknown, first: number): Promise<string[]> => {
    await using api = await createMemoryApi({ statistics: regions });
    const keys: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page++) {
      const { stats } = (await api.ask(BREAKDOWN, { first, after, orderBy })).data as Breakdown;
      keys.push(...stats.breakdown.nodes.map(({ key }) => key));
      after = stats.breakdown.pageInfo.endCursor;
      if (!stats.breakdown.pageInfo.hasNextPage) return keys;
    }
    throw new Error('the list has no end');
  };

  it.each([
    [undefined, ['DE', 'BE', 'NL', '']],
    [{ field: 'EVENTS', direction: 'ASC' }, ['', 'BE', 'NL', 'DE']],
    [{ field: 'PLAYS', direction: 'DESC' }, ['BE', '', 'DE', 'NL']],
    [{ field: 'WATCH_TIME', direction: 'DESC' }, ['DE', '', 'BE', 'NL']],
    [{ field: 'ERROR_RATE', direction: 'DESC' }, ['NL', 'DE', '', 'BE']],
    [{ field: 'KEY', direction: 'ASC' }, ['', 'BE', 'DE', 'NL']],
    [{ field: 'KEY', direction: 'DESC' }, ['NL', 'DE', 'BE', '']],
  ])('in the order %j is walked without loss or repetition', async (orderBy, expected) => {
    expect(await walk(orderBy, 1)).toEqual(expected);
    expect(await walk(orderBy, 3)).toEqual(expected);
  });

  it('of sources and event types names both', async () => {
    const statistics = breakdownOf([aGroup(['the app', 'PLAY'], { events: 2 }), aGroup(['the app', 'STOP'], { events: 1 })]);
    await using api = await createMemoryApi({ statistics });
    const by = 'SOURCE_AND_EVENT_TYPE';
    const { stats } = (await api.ask(BREAKDOWN, { by, first: 1 })).data as Breakdown;
    const rest = (await api.ask(BREAKDOWN, { by, after: stats.breakdown.pageInfo.endCursor })).data as Breakdown;
    expect([stats, rest.stats].map(({ breakdown }) => breakdown.nodes)).toEqual([[{ key: 'the app PLAY' }], [{ key: 'the app STOP' }]]);
  });

  it.each([{ by: 'CONTENT' }, { orderBy: { field: 'PLAYS', direction: 'DESC' } }, { orderBy: { field: 'EVENTS', direction: 'ASC' } }])(
    'refuses a cursor of another dimension or order: %j',
    async (other) => {
      await using api = await createMemoryApi({ statistics: regions });
      const { stats } = (await api.ask(BREAKDOWN, { first: 1 })).data as Breakdown;
      const { errors } = await api.ask(BREAKDOWN, { after: stats.breakdown.pageInfo.endCursor, ...other });
      expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('goes on after the longest key that an event can have', async () => {
    const keys = ['\u{1F4FA}'.repeat(255), '"'.repeat(255)];
    await using api = await createMemoryApi({ statistics: breakdownOf([aGroup(keys, { events: 2 }), aGroup(['a', 'b'], { events: 1 })]) });
    const by = 'SOURCE_AND_EVENT_TYPE';
    const { stats } = (await api.ask(BREAKDOWN, { by, first: 1 })).data as Breakdown;
    const rest = (await api.ask(BREAKDOWN, { by, after: stats.breakdown.pageInfo.endCursor })).data as Breakdown;
    expect(rest.stats.breakdown.nodes).toEqual([{ key: 'a b' }]);
  });
});

describe('events by type', () => {
  it('state the share of each, the most frequent first', async () => {
    const statistics = breakdownOf([aGroup(['PLAY'], { events: 1 }), aGroup(['HEARTBEAT'], { events: 3 })]);
    await using api = await createMemoryApi({ statistics });
    const { data } = await api.ask('{ stats { eventsByType { eventType count share } } }');
    const eventsByType = [
      { eventType: 'HEARTBEAT', count: 3, share: 0.75 },
      { eventType: 'PLAY', count: 1, share: 0.25 },
    ];
    expect(data).toEqual({ stats: { eventsByType } });
  });
});
