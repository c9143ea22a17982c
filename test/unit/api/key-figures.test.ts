import { describe, expect, it } from 'vitest';
import type { StatisticsReader } from '#store/statistics/statistics-reader.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { createMemoryApi } from '../../support/memory-api.ts';
import { aCount, partsOf } from '../../support/memory-statistics.ts';

const titles = Array.from({ length: 100 }, (_, i) => aStoredEvent({ eventId: `e${i}`, contentId: `title-${i}` }));

/** Each key has as many events as its last number says. */
const byKey: StatisticsReader['byKey'] = async (_range, _facet, keys) =>
  keys.map((key) => aCount({ events: Number(/\d+$/.exec(key)?.[0] ?? 0) }));

/** The first hours of a day. */
const range = (hours: string): string => `range: { from: "2026-03-10T00:00:00Z", to: "2026-03-10T0${hours}:00:00Z" }`;

describe('figures of one', () => {
  it('are those of its own key', async () => {
    await using api = await createMemoryApi({ events: titles, statistics: { byKey } });
    const { data } = await api.ask('{ events(first: 3) { nodes { ... on PlaybackEvent { content { contentId stats { events } } } } } }');
    const { nodes } = (data as { events: { nodes: readonly { content: { contentId: string; stats: { events: number } } }[] } }).events;
    expect(nodes).toHaveLength(3);
    expect(nodes.map(({ content }) => `title-${content.stats.events}`)).toEqual(nodes.map(({ content }) => content.contentId));
  });

  it('cost one read of each kind, however many are asked', async () => {
    await using api = await createMemoryApi({ events: titles });
    const { errors } = await api.ask(`{ events(first: 100) { nodes { ... on PlaybackEvent {
      content { stats { events } topRegions { plays } }
      device { stats { events } }
      region { stats { events } deviceMix { share } errorDistribution { share } }
    } } } }`);
    expect(errors).toBeUndefined();
    expect(api.reads.filter((read) => read.startsWith('statistics')).toSorted()).toEqual([
      'statistics.byKey',
      'statistics.byKey',
      'statistics.byKey',
      'statistics.partsOf',
      'statistics.partsOf',
      'statistics.partsOf',
    ]);
  });

  it('of a hundred regions are read at once', async () => {
    const asked: number[] = [];
    const statistics = {
      byKey: (...[over, facet, keys]: Parameters<typeof byKey>) => (asked.push(keys.length), byKey(over, facet, keys)),
    };
    await using api = await createMemoryApi({ statistics });
    const { data } = await api.ask('{ regions { stats { events } } }');
    expect(asked).toEqual([(data as { regions: readonly unknown[] }).regions.length]);
    expect(asked[0]).toBeGreaterThanOrEqual(40);
  });

  it('over different ranges are not mixed up', async () => {
    const statistics: Pick<StatisticsReader, 'byKey'> = {
      byKey: async ({ from, to }, _facet, keys) => keys.map(() => aCount({ events: (to.getTime() - from.getTime()) / 3_600_000 })),
    };
    await using api = await createMemoryApi({ statistics });
    const { data } = await api.ask(`{ region(code: "NL") { one: stats(${range('1')}) { events } two: stats(${range('2')}) { events } } }`);
    expect(data).toEqual({ region: { one: { events: 1 }, two: { events: 2 } } });
  });
});

describe('shares', () => {
  it.each([
    [
      'of the plays of a title by region',
      '{ events { nodes { ... on PlaybackEvent { content { topRegions { region { code } plays share } } } } } }',
      {
        topRegions: [
          { region: { code: 'NL' }, plays: 3, share: 0.75 },
          { region: { code: 'ZZ' }, plays: 1, share: 0.25 },
        ],
      },
      partsOf([
        { key: 'NL', events: 9, plays: 3 },
        { key: 'ZZ', events: 90, plays: 1 },
      ]),
    ],
    [
      'of the events of a region by device, those that do not say being part of the whole alone',
      '{ region(code: "NL") { deviceMix { deviceType events share } } }',
      {
        deviceMix: [{ deviceType: 'SMART_TV', events: 3, share: 0.75 }],
      },
      partsOf([
        { key: 'SMART_TV', events: 3, plays: 0 },
        { key: '', events: 1, plays: 9 },
      ]),
    ],
    [
      'of the errors of a region by code, those beyond the list included in the whole',
      '{ region(code: "NL") { errorDistribution(first: 1) { errorCode count share } } }',
      { errorDistribution: [{ errorCode: 'E1', count: 3, share: 0.3 }] },
      { parts: [{ key: 'E1', events: 3, plays: 0 }], events: 10, plays: 0 },
    ],
    [
      'of nothing, which are 0',
      '{ region(code: "NL") { errorDistribution { errorCode count share } } }',
      { errorDistribution: [{ errorCode: '', count: 0, share: 0 }] },
      { parts: [{ key: '', events: 0, plays: 0 }], events: 0, plays: 0 },
    ],
  ])('%s', async (_case, query, expected, parts) => {
    await using api = await createMemoryApi({
      events: [aStoredEvent()],
      statistics: { partsOf: async (_range, _of, { keys }) => keys.map(() => parts) },
    });
    const { data, errors } = await api.ask(query);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain(JSON.stringify(expected).slice(1, -1));
  });

  it('are asked of their own kind, up to as many as wanted', async () => {
    const asked: unknown[] = [];
    const statistics: Pick<StatisticsReader, 'partsOf'> = {
      async partsOf(_range, of, about) {
        asked.push([of, about]);
        return about.keys.map(() => partsOf([]));
      },
    };
    await using api = await createMemoryApi({ statistics });
    await api.ask('{ region(code: "US-CA") { deviceMix(first: 7) { events } errorDistribution { count } } }');
    expect(asked).toEqual([
      ['DEVICE_TYPES_OF_REGION', { keys: ['US-CA'], limit: 7 }],
      ['ERROR_CODES_OF_REGION', { keys: ['US-CA'], limit: 10 }],
    ]);
  });

  it.each([0, -1, 101])('of the %i largest are refused', async (first) => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask(`{ region(code: "NL") { deviceMix(first: ${first}) { events } } }`);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
