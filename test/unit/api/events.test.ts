import { describe, expect, it } from 'vitest';
import { eventKey } from '#domain/event-key.ts';
import { eventCursor } from '#domain/cursor.ts';
import { alertCursor } from '#domain/cursor.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const DAY_MS = 86_400_000;
const VIEWER = '00000000-0000-4000-8000-000000000001';

/** Events one second apart, the last at noon. */
const someEvents = (count: number, overrides: Partial<StoredEvent> = {}): StoredEvent[] =>
  Array.from({ length: count }, (_, i) =>
    aStoredEvent({ eventId: `e${i}`, occurredAt: new Date(NOON.getTime() - (count - 1 - i) * 1_000), ...overrides }),
  );

type Page = {
  readonly events: {
    readonly nodes: readonly { readonly eventId: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string;
      readonly endCursor: string;
    };
    readonly totalCount: { readonly value: number; readonly isExact: boolean };
  };
};

const EVENTS = `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: EventFilter, $orderBy: EventOrder, $limit: Int! = 1000) {
  events(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { eventId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount(limit: $limit) { value isExact }
  }
}`;

const idsOf = ({ events }: Page): string[] => events.nodes.map(({ eventId }) => eventId);

describe('a list of events', () => {
  it('has 25 items, the newest first, unless asked otherwise', async () => {
    await using api = await createMemoryApi({ events: someEvents(30) });
    const { data } = await api.ask(EVENTS);
    expect(idsOf(data as Page)).toEqual(Array.from({ length: 25 }, (_, i) => `e${29 - i}`));
  });

  it('is walked forwards and back by cursors without loss or repetition', async () => {
    await using api = await createMemoryApi({ events: someEvents(7) });
    const first = (await api.ask(EVENTS, { first: 3 })).data as Page;
    const second = (await api.ask(EVENTS, { first: 3, after: first.events.pageInfo.endCursor })).data as Page;
    const back = (await api.ask(EVENTS, { last: 2, before: second.events.pageInfo.startCursor })).data as Page;
    expect([idsOf(first), idsOf(second), idsOf(back)]).toEqual([
      ['e6', 'e5', 'e4'],
      ['e3', 'e2', 'e1'],
      ['e5', 'e4'],
    ]);
    expect(first.events.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(back.events.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('is ordered by score when asked, its cursors too', async () => {
    const events = [10, 90, 50].map((score) => aStoredEvent({ eventId: `s${score}`, score }));
    await using api = await createMemoryApi({ events });
    const orderBy = { field: 'SCORE', direction: 'DESC' };
    const first = (await api.ask(EVENTS, { first: 1, orderBy })).data as Page;
    const rest = (await api.ask(EVENTS, { after: first.events.pageInfo.endCursor, orderBy })).data as Page;
    expect([idsOf(first), idsOf(rest)]).toEqual([['s90'], ['s50', 's10']]);
  });

  it('covers the last 24 hours, or any time when a cursor is given', async () => {
    const old = aStoredEvent({ eventId: 'old', occurredAt: new Date(NOW.getTime() - 2 * DAY_MS) });
    const recent = aStoredEvent({ eventId: 'recent' });
    await using api = await createMemoryApi({ events: [old, recent] });
    const after = eventCursor.encode({ score: 0, occurredAt: recent.occurredAt, key: recent.key });
    expect(idsOf((await api.ask(EVENTS)).data as Page)).toEqual(['recent']);
    expect(idsOf((await api.ask(EVENTS, { after })).data as Page)).toEqual(['old']);
  });

  it.each([
    [2, { value: 2, isExact: false }],
    [3, { value: 3, isExact: true }],
    [4, { value: 3, isExact: true }],
  ])('of three is counted up to %i as %o', async (limit, expected) => {
    await using api = await createMemoryApi({ events: someEvents(3) });
    expect(((await api.ask(EVENTS, { limit })).data as Page).events.totalCount).toEqual(expected);
  });

  it('is filtered by the ids that clients send', async () => {
    const events = [aStoredEvent({ eventId: 'hers', viewerId: VIEWER }), aStoredEvent({ eventId: 'his' })];
    await using api = await createMemoryApi({ events, viewers: { alice: VIEWER } });
    expect(idsOf((await api.ask(EVENTS, { filter: { userId: ['alice', 'never-seen'] } })).data as Page)).toEqual(['hers']);
  });

  it('of a viewer who was never seen is empty, and asks the store for no events', async () => {
    await using api = await createMemoryApi({ events: someEvents(3) });
    const { data } = await api.ask(EVENTS, { filter: { userId: ['never-seen'] } });
    expect((data as Page).events).toMatchObject({ nodes: [], totalCount: { value: 0, isExact: true } });
    expect(api.reads).toEqual(['subjects.pseudonyms']);
  });

  it.each([
    [{}, { hasNextPage: false, hasPreviousPage: false }],
    [{ after: eventCursor.encode({ score: 0, occurredAt: NOON, key: '0'.repeat(32) }) }, { hasNextPage: false, hasPreviousPage: true }],
    [
      { last: 1, before: eventCursor.encode({ score: 0, occurredAt: NOON, key: '0'.repeat(32) }) },
      { hasNextPage: true, hasPreviousPage: false },
    ],
  ])('that is empty lies where its cursor says: %j', async (args, expected) => {
    await using api = await createMemoryApi();
    for (const filter of [{}, { userId: ['never-seen'] }]) {
      const { data } = await api.ask(EVENTS, { ...args, filter });
      expect((data as Page).events.pageInfo).toMatchObject(expected);
    }
  });

  it('within a country includes its parts', async () => {
    const events = ['US-CA', 'US', 'NL'].map((region) => aStoredEvent({ eventId: region, region }));
    await using api = await createMemoryApi({ events });
    const { data } = await api.ask(EVENTS, { filter: { region: { within: ['US'] } } });
    expect(new Set(idsOf(data as Page))).toEqual(new Set(['US-CA', 'US']));
  });

  it.each([
    ['more than 100 items', { first: 101 }],
    ['no items', { last: 0 }],
    ['both ends', { first: 1, last: 1 }],
    ['a damaged cursor', { after: 'bm9uc2Vuc2U' }],
    ['a cursor of alerts', { before: alertCursor.encode(1) }],
    ['a range that ends before it begins', { filter: { range: { from: '2026-03-10T12:00:00Z', to: '2026-03-10T11:00:00Z' } } }],
    ['a time that is none', { filter: { range: { from: 'yesterday', to: '2026-03-10T11:00:00Z' } } }],
    ['a range of years', { filter: { range: { from: '2020-03-10T12:00:00Z', to: '2026-03-10T11:00:00Z' } } }],
    ['a day that is none', { filter: { range: { from: '2026-02-30T00:00:00Z', to: '2026-03-10T11:00:00Z' } } }],
    ['a year before any event', { filter: { range: { from: '0000-01-01T00:00:00Z', to: '0000-03-10T11:00:00Z' } } }],
    ['a year after any event', { filter: { range: { from: '9999-12-31T00:00:00Z', to: '9999-12-31T23:59:59Z' } } }],
    ['a text with NUL', { filter: { contentId: ['a\0'] } }],
    ['an error code with NUL', { filter: { errorCode: ['\0'] } }],
    ['a viewer with NUL', { filter: { userId: ['\0'] } }],
    ['half of a surrogate pair', { filter: { sessionId: ['\ud800'] } }],
    ['a cursor of the far future', { after: eventCursor.encode({ score: 0, occurredAt: new Date(8e14), key: '0'.repeat(32) }) }],
    ['a region that is none', { filter: { region: { in: ['UK'] } } }],
    ['an event type that is none', { filter: { eventType: ['SNEEZE'] } }],
    ['too many values', { filter: { contentId: Array.from({ length: 101 }, String) } }],
    ['a count beyond the limit', { limit: 10_001 }],
  ])('is refused for %s', async (_case, variables) => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask(EVENTS, variables);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  it('costs one read of each kind, however long', async () => {
    await using api = await createMemoryApi({ events: someEvents(50, { viewerId: VIEWER }) });
    await api.ask(
      '{ events(first: 50) { nodes { ... on PlaybackEvent { viewer { pseudonym } device { pseudonym } region { isEea } } } } }',
    );
    expect(api.reads).toEqual(['events.page', 'subjects.byIds', 'subjects.byIds']);
  });
});

describe('an event', () => {
  const EVENT =
    'query ($source: String, $eventId: ID!) { event(source: $source, eventId: $eventId) { id __typename properties assessment { score event { eventId } } } }';

  it('is found by its identity, of the caller’s own source unless another is named', async () => {
    await using api = await createMemoryApi({ events: [aStoredEvent({ eventId: 'e1', extraMetadata: { a: 1 } })] });
    const found = await api.ask(EVENT, { eventId: 'e1' });
    const other = await api.ask(EVENT, { eventId: 'e1', source: 'elsewhere' });
    const id = encodeGlobalId('PlaybackEvent', eventKey('demo', 'e1'));
    expect(found.data).toEqual({
      event: { id, __typename: 'PlaybackEvent', properties: { a: 1 }, assessment: { score: 0, event: { eventId: 'e1' } } },
    });
    expect(other.data).toEqual({ event: null });
  });

  it('is found again by its id, as is its assessment', async () => {
    await using api = await createMemoryApi({ events: [aStoredEvent({ eventId: 'e1' })] });
    const key = eventKey('demo', 'e1');
    const ids = [
      encodeGlobalId('PlaybackEvent', key),
      encodeGlobalId('RiskAssessment', key),
      encodeGlobalId('PlaybackEvent', '0'.repeat(32)),
    ];
    const { data } = await api.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(data?.['nodes']).toEqual([{ __typename: 'PlaybackEvent', id: ids[0] }, { __typename: 'RiskAssessment', id: ids[1] }, null]);
  });

  it.each(['', 'x', encodeGlobalId('Unknown', '1'), Buffer.from('Viewer:').toString('base64url')])(
    'is not found by %j, which is no id',
    async (id) => {
      await using api = await createMemoryApi();
      const { errors } = await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    },
  );

  it.each(['Viewer:not-a-pseudonym', 'Device:1', 'Region:XX', 'Rule:none', 'RiskAlert:0', 'RiskAlert:1e3', 'PlaybackEvent:1'])(
    'is null for %s, which cannot be',
    async (text) => {
      await using api = await createMemoryApi();
      const { data } = await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id: Buffer.from(text).toString('base64url') });
      expect([data, api.reads]).toEqual([{ node: null }, []]);
    },
  );
});

describe('an assessment', () => {
  it('names the rules that were skipped, also those that have left the catalogue', async () => {
    const stored = aStoredEvent({ eventId: 'e1' });
    const assessment = { ...stored.assessment, skippedRules: ['multi-region', 'retired-rule'] };
    await using api = await createMemoryApi({ events: [{ ...stored, assessment }] });
    const { data } = await api.ask('{ event(eventId: "e1") { assessment { skippedRules { key category } } } }');
    const skippedRules = [
      { key: 'multi-region', category: 'ACCOUNT' },
      { key: 'retired-rule', category: null },
    ];
    expect(data).toEqual({ event: { assessment: { skippedRules } } });
  });
});
