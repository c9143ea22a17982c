import { describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const MINUTE_MS = 60_000;
const numbered = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
const ANNA = numbered(1);
const TV = numbered(2);
const before = (ms: number) => new Date(NOW.getTime() - ms);
let made = 0;
const hers = (agoMs: number, overrides: Parameters<typeof aStoredEvent>[0] = {}): StoredEvent =>
  aStoredEvent({ eventId: `hers-${made++}`, viewerId: ANNA, occurredAt: before(agoMs), ...overrides });
const viewers = { anna: ANNA };

const FACTS = `query ($userId: ID! = "anna") { viewer(userId: $userId) {
  id pseudonym firstSeenAt lastSeenAt eventCount eventsByType { eventType count share } preferences { doNotTrack }
  risk { score level distinctRegions distinctIpPrefixes eventsInWindow concurrentSessions window }
} }`;

describe('a viewer', () => {
  it('is found by the id that clients send, with what the events say', async () => {
    const events = [
      hers(3 * 3_600_000, { eventType: 'PLAY', score: 90 }),
      hers(10 * MINUTE_MS, { eventType: 'HEARTBEAT', region: 'US', sessionId: 'old', score: 20 }),
      hers(2 * MINUTE_MS, { eventType: 'HEARTBEAT', ipPrefix: '198.51.100.0/24', score: 70 }),
      hers(MINUTE_MS, { eventType: 'HEARTBEAT', sessionId: 'other' }),
      aStoredEvent({ eventId: 'of somebody else' }),
    ];
    await using api = await createMemoryApi({ events, viewers });
    expect((await api.ask(FACTS)).data?.['viewer']).toEqual({
      id: encodeGlobalId('Viewer', ANNA),
      pseudonym: ANNA,
      firstSeenAt: before(3 * 3_600_000).toISOString(),
      lastSeenAt: before(MINUTE_MS).toISOString(),
      eventCount: 4,
      eventsByType: [
        { eventType: 'HEARTBEAT', count: 3, share: 0.75 },
        { eventType: 'PLAY', count: 1, share: 0.25 },
      ],
      preferences: { doNotTrack: false },
      risk: {
        score: 70,
        level: 'HIGH',
        distinctRegions: 2,
        distinctIpPrefixes: 2,
        eventsInWindow: 3,
        concurrentSessions: 2,
        window: 'PT1H',
      },
    });
  });

  it('who was identified and never sent an event has no figures', async () => {
    await using api = await createMemoryApi({ viewers });
    expect((await api.ask(FACTS)).data?.['viewer']).toMatchObject({
      firstSeenAt: NOON.toISOString(),
      lastSeenAt: null,
      eventCount: 0,
      eventsByType: [],
      risk: { score: 0, level: 'LOW', eventsInWindow: 0, concurrentSessions: 0 },
    });
  });

  it('was first seen when the pseudonym was made, where older events are gone', async () => {
    await using api = await createMemoryApi({ viewers, events: [hers(0)] });
    expect((await api.ask(FACTS)).data?.['viewer']).toMatchObject({ firstSeenAt: NOON.toISOString() });
  });

  it('has sessions in progress for as long as the rule says that is in force', async () => {
    const rules = {
      all: () => CATALOGUE.map((rule) => (rule.key === 'concurrent-sessions' ? { ...rule, windowMs: 15 * MINUTE_MS } : rule)),
    };
    await using api = await createMemoryApi({
      viewers,
      rules,
      events: [hers(10 * MINUTE_MS, { sessionId: 'a' }), hers(0, { sessionId: 'b' })],
    });
    expect((await api.ask(FACTS)).data?.['viewer']).toMatchObject({ risk: { concurrentSessions: 2 } });
  });

  it.each(['never-seen', '', 'a\0', '\ud800'])('is nobody for %j', async (userId) => {
    await using api = await createMemoryApi({ viewers });
    expect(await api.ask(FACTS, { userId })).toEqual({ data: { viewer: null } });
  });

  it('costs one read of each kind in a list, however long', async () => {
    const events = Array.from({ length: 100 }, (_, i) => hers(i * 1_000, { viewerId: numbered(i) }));
    await using api = await createMemoryApi({ events });
    await api.ask(`{ events(first: 100) { nodes { ... on PlaybackEvent { viewer {
      firstSeenAt lastSeenAt eventCount eventsByType { count } risk { score } preferences { doNotTrack } } } } } }`);
    expect(api.reads.toSorted()).toEqual([
      'events.page',
      'preferences.ofViewers',
      'subjects.byIds',
      'viewers.countsByType',
      'viewers.risk',
      'viewers.spans',
    ]);
  });
});

describe('the events of one', () => {
  const OF_ONE = `query ($first: Int, $after: Cursor, $filter: EventFilter) {
    viewer(userId: "anna") { events(first: $first, after: $after, filter: $filter) { ...page } }
    device(deviceId: "tv") { events(filter: $filter) { ...page } }
    content(contentId: "title-2") { events(filter: $filter) { ...page } }
  }
  fragment page on EventConnection { nodes { eventId } totalCount { value } pageInfo { endCursor } }`;
  const events = [
    hers(0, { eventId: 'new' }),
    hers(20 * 86_400_000, { eventId: 'old', contentId: 'title-2' }),
    aStoredEvent({ eventId: 'on-tv', deviceId: TV, contentId: 'title-2', eventType: 'ERROR' }),
  ];
  const ids = { anna: ANNA, tv: TV };
  type Found = Readonly<Record<string, { events: { nodes: { eventId: string }[]; pageInfo: { endCursor: string } } }>>;
  const idsOf = (data: unknown) =>
    Object.fromEntries(Object.entries(data as Found).map(([who, found]) => [who, found.events.nodes.map(({ eventId }) => eventId)]));

  it('viewer, device or title are listed the newest first, of any age', async () => {
    await using api = await createMemoryApi({ events, viewers: ids });
    expect(idsOf((await api.ask(OF_ONE)).data)).toEqual({ viewer: ['new', 'old'], device: ['on-tv'], content: ['on-tv', 'old'] });
  });

  it('are filtered and paged like all events', async () => {
    await using api = await createMemoryApi({ events, viewers: ids });
    const errors = await api.ask(OF_ONE, { filter: { eventType: ['ERROR'] } });
    const first = (await api.ask(OF_ONE, { first: 1 })).data as Found;
    const second = await api.ask(OF_ONE, { first: 1, after: first['viewer']?.events.pageInfo.endCursor });
    expect(idsOf(errors.data)).toEqual({ viewer: [], device: ['on-tv'], content: ['on-tv'] });
    expect([idsOf(first)['viewer'], idsOf(second.data)['viewer']]).toEqual([['new'], ['old']]);
  });

  it.each([
    ['empty', ''],
    ['with NUL', 'a\0'],
    ['too long', 'x'.repeat(256)],
  ])('title are not asked for where its id is %s, as of no event', async (_case, contentId) => {
    await using api = await createMemoryApi({ events });
    const { data } = await api.ask('query ($contentId: ID!) { content(contentId: $contentId) { events { nodes { id } } } }', { contentId });
    expect([data, api.reads]).toEqual([{ content: null }, []]);
  });

  it('are read together where many are asked the same, and answered to each', async () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      aStoredEvent({ eventId: `${i}`, viewerId: numbered(i % 10), contentId: `title-${i % 7}`, occurredAt: before(i * 1_000) }),
    );
    let ticks = 0;
    await using api = await createMemoryApi({ events: many, now: () => new Date(NOW.getTime() + ticks++) });
    const { data } = await api.ask(`{ events(first: 50) { nodes { eventId ... on PlaybackEvent {
      viewer { events(first: 2) { nodes { eventId } totalCount { value } } journey(first: 1) { nodes { event { eventId } } } }
      content { events(first: 1, filter: { eventType: ["HEARTBEAT"] }) { nodes { eventId } } }
    } } } }`);
    const { events: page } = data as { events: { nodes: readonly { readonly eventId: string }[] } };
    for (const node of page.nodes) {
      const [i, ofViewer] = [Number(node.eventId), Number(node.eventId) % 10];
      expect(node).toMatchObject({
        viewer: {
          events: { nodes: [{ eventId: `${ofViewer}` }, { eventId: `${ofViewer + 10}` }], totalCount: { value: 5 } },
          journey: { nodes: [{ event: { eventId: `${ofViewer + 40}` } }] },
        },
        content: { events: { nodes: [{ eventId: `${i % 7}` }] } },
      });
    }
    expect(api.reads.toSorted()).toEqual([
      'events.page',
      'ownedEvents.counts',
      'ownedEvents.pages',
      'ownedEvents.pages',
      'ownedEvents.pages',
      'subjects.byIds',
    ]);
  });

  it('whose filter names somebody ask once who that is, in a list too', async () => {
    const many = Array.from({ length: 20 }, (_, i) => aStoredEvent({ eventId: `${i}`, contentId: `title-${i}`, viewerId: ANNA }));
    await using api = await createMemoryApi({ events: many, viewers: ids });
    const { data } = await api.ask(`{ events(first: 20) { nodes { eventId ... on PlaybackEvent {
      content { events(filter: { userId: ["anna"] }) { nodes { eventId } } }
    } } } }`);
    const { events: page } = data as { events: { nodes: readonly { readonly eventId: string }[] } };
    for (const node of page.nodes) expect(node).toMatchObject({ content: { events: { nodes: [{ eventId: node.eventId }] } } });
    expect(api.reads).toEqual(['events.page', 'subjects.pseudonyms', 'ownedEvents.pages']);
  });

  it('are found by global ids too', async () => {
    await using api = await createMemoryApi({ events, viewers: ids });
    const nodeIds = [encodeGlobalId('Viewer', ANNA), encodeGlobalId('Device', TV), encodeGlobalId('Content', 'title-2')];
    const { data } = await api.ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Viewer { events { ...n } } ... on Device { events { ...n } } ... on Content { events { ...n } } } }
      fragment n on EventConnection { nodes { eventId } }`,
      { ids: nodeIds },
    );
    expect(data?.['nodes']).toMatchObject([
      { events: { nodes: [{ eventId: 'new' }, { eventId: 'old' }] } },
      { events: { nodes: [{ eventId: 'on-tv' }] } },
      { events: { nodes: [{ eventId: 'on-tv' }, { eventId: 'old' }] } },
    ]);
  });
});

describe('a journey', () => {
  const JOURNEY = `query ($range: TimeRangeInput, $first: Int, $after: Cursor) { viewer(userId: "anna") {
    journey(range: $range, first: $first, after: $after) {
      nodes { event { eventId } sincePrevious } totalCount { value } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  } }`;
  const events = [
    hers(86_400_001, { eventId: 'before' }),
    hers(90_500, { eventId: 'stop' }),
    hers(3_600_000, { eventId: 'play' }),
    hers(90_500, { eventId: 'logout' }),
    aStoredEvent({ eventId: 'of somebody else' }),
  ];
  type Journey = {
    readonly nodes: readonly { readonly event: { readonly eventId: string }; readonly sincePrevious: string | null }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
  const ask = async (variables: object): Promise<Journey> => {
    await using api = await createMemoryApi({ events, viewers });
    const { data, errors } = await api.ask(JOURNEY, { ...variables });
    expect(errors).toBeUndefined();
    return (data as { viewer: { journey: Journey } }).viewer.journey;
  };
  const stepsOf = ({ nodes }: Journey) => nodes.map(({ event, sincePrevious }) => [event.eventId, sincePrevious]);

  it('is what a viewer did in the last 24 hours, the oldest first, with the time between the steps', async () => {
    const journey = await ask({});
    expect(new Set(stepsOf(journey).map(([eventId]) => eventId))).toEqual(new Set(['play', 'stop', 'logout']));
    expect(stepsOf(journey).map(([, since]) => since)).toEqual([null, 'PT58M29.5S', 'PT0S']);
    expect(journey).toMatchObject({ totalCount: { value: 3 }, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it('is the same in pages, down to the time before the first step of each', async () => {
    const range = { from: before(2 * 86_400_000).toISOString(), to: NOW.toISOString() };
    const whole = await ask({ range });
    const steps: unknown[] = [];
    for (let after: string | null = null, pages = 0; pages < 4; pages++) {
      const page: Journey = await ask({ range, first: 1, after });
      steps.push(...stepsOf(page));
      after = page.pageInfo.endCursor;
      expect(page.pageInfo.hasNextPage).toBe(pages < 3);
    }
    expect(steps).toEqual(stepsOf(whole));
    expect(steps[0]).toEqual(['before', null]);
  });

  it('after a place between two steps still knows the step before', async () => {
    const first = await ask({ first: 1 });
    const after = eventCursor.encode({ score: 0, occurredAt: before(1_000_000), key: '0'.repeat(32) });
    expect(stepsOf(first)).toEqual([['play', null]]);
    expect(stepsOf(await ask({ first: 1, after }))[0]?.[1]).toBe('PT58M29.5S');
  });

  it.each([
    ['too many steps', { first: 101 }],
    ['a damaged cursor', { after: 'x' }],
    ['a range that ends before it begins', { range: { from: '2026-03-10T12:00:00Z', to: '2026-03-10T11:00:00Z' } }],
  ])('is refused for %s', async (_case, variables) => {
    await using api = await createMemoryApi({ viewers });
    const { errors } = await api.ask(JOURNEY, variables);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
