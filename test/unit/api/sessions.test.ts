import { describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import { sessionCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { aSession } from '../../support/array-session-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const VIEWER = '00000000-0000-4000-8000-000000000001';
const at = (secondsBeforeNoon: number): Date => new Date(NOON.getTime() - secondsBeforeNoon * 1_000);

const step = (eventId: string, seconds: number, overrides: Partial<StoredEvent> = {}): StoredEvent =>
  aStoredEvent({ eventId, occurredAt: at(seconds), sessionId: 'session-1', ...overrides });

describe('a session', () => {
  const SESSION = 'query ($source: String, $sessionId: ID!) { session(source: $source, sessionId: $sessionId) { source sessionId } }';
  const sessions = [
    aSession({ source: 'old app', sessionId: 's', startedAt: at(90) }),
    aSession({ source: 'new app', sessionId: 's', startedAt: at(30) }),
    aSession({ source: 'new app', sessionId: 't', startedAt: at(10) }),
  ];

  it.each([
    [{ source: 'old app', sessionId: 's' }, 'old app'],
    [{ source: 'new app', sessionId: 's' }, 'new app'],
    [{ sessionId: 's' }, 'new app'],
    [{ source: 'old app', sessionId: 't' }, null],
    [{ sessionId: 'none' }, null],
  ])('named %j is that of %j', async (variables, source) => {
    await using api = await createMemoryApi({ sessions });
    const { data } = await api.ask(SESSION, variables);
    expect(data).toEqual({ session: source === null ? null : { source, sessionId: variables.sessionId } });
  });

  it.each([{ sessionId: '\0' }, { source: '\0', sessionId: 's' }])('that no event can name is refused: %j', async (variables) => {
    await using api = await createMemoryApi({ sessions });
    const { errors } = await api.ask(SESSION, variables);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  it('tells what became of it', async () => {
    const session = aSession({ endedAt: NOON, watchMs: 50_000, rebufferMs: 2_000, errorCount: 1, eventCount: 7 });
    await using api = await createMemoryApi({ sessions: [session] });
    const { data } = await api.ask(`{ session(sessionId: "session-1") {
      startedAt endedAt lastEventAt watchTimeMs rebufferMs errorCount eventCount viewer { pseudonym } device { pseudonym }
    } }`);
    expect(data).toEqual({
      session: {
        startedAt: at(60).toISOString(),
        endedAt: NOON.toISOString(),
        lastEventAt: NOON.toISOString(),
        watchTimeMs: 50_000,
        rebufferMs: 2_000,
        errorCount: 1,
        eventCount: 7,
        viewer: { pseudonym: session.viewerId },
        device: { pseudonym: session.deviceId },
      },
    });
  });

  it('of nobody, on nothing, that has not ended says so', async () => {
    await using api = await createMemoryApi({ sessions: [aSession({ viewerId: null, deviceId: null })] });
    const { data } = await api.ask('{ session(sessionId: "session-1") { endedAt viewer { pseudonym } device { pseudonym } } }');
    expect(data).toEqual({ session: { endedAt: null, viewer: null, device: null } });
  });

  it('is found again by its id, whatever its names', async () => {
    const odd = aSession({ source: 'a:b"\n', sessionId: '","~\u{1F4FA}' });
    await using api = await createMemoryApi({ sessions: [odd] });
    const { data } = await api.ask('query ($id: ID!) { session(sessionId: $id) { id } }', { id: odd.sessionId });
    const { id } = (data as { session: { id: string } }).session;
    const again = await api.ask('query ($id: ID!) { node(id: $id) { ... on PlaybackSession { sessionId source } } }', { id });
    expect(again.data).toEqual({ node: { sessionId: odd.sessionId, source: odd.source } });
  });

  it.each(['[]', '["a"]', '["a","b","c"]', '["a", "b"]', '[1,2]', '{}', 'x', '["a","\\u0000"]', '["a","\\ud800"]'])(
    'is not looked for by the id %j, which names none',
    async (key) => {
      await using api = await createMemoryApi();
      const { data } = await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id: encodeGlobalId('PlaybackSession', key) });
      expect([data, api.reads]).toEqual([{ node: null }, []]);
    },
  );
});

describe('the events of a session', () => {
  it('are its own that are counted, the newest first', async () => {
    const session = aSession({ startedAt: at(500_000), lastEventAt: at(0) });
    const events = [
      step('first', 500_000),
      step('last', 0),
      step('not counted yet', -1),
      step('of another session', 5, { sessionId: 'session-2' }),
      step('of another source', 5, { source: 'elsewhere' }),
    ];
    await using api = await createMemoryApi({ sessions: [session], events });
    const { data } = await api.ask('{ session(sessionId: "session-1") { events { nodes { eventId } } } }');
    expect(data).toEqual({ session: { events: { nodes: [{ eventId: 'last' }, { eventId: 'first' }] } } });
  });

  it('are read from the beginning by `last`', async () => {
    const session = aSession({ startedAt: at(2), lastEventAt: at(0) });
    await using api = await createMemoryApi({ sessions: [session], events: [step('a', 2), step('b', 1), step('c', 0)] });
    const { data } = await api.ask('{ session(sessionId: "session-1") { events(last: 2) { nodes { eventId } } } }');
    expect(data).toEqual({ session: { events: { nodes: [{ eventId: 'b' }, { eventId: 'a' }] } } });
  });
});

it('the sessions of a page of events are read at once, null where an event has none', async () => {
  const events = Array.from({ length: 50 }, (_, i) => aStoredEvent({ eventId: `e${i}`, sessionId: i === 0 ? null : `s${i % 5}` }));
  const sessions = ['s1', 's2', 's3', 's4'].map((sessionId) => aSession({ sessionId }));
  await using api = await createMemoryApi({ events, sessions });
  const { data } = await api.ask('{ events(first: 50) { nodes { eventId ... on PlaybackEvent { session { sessionId } } } } }');
  const { nodes } = (data as { events: { nodes: readonly { eventId: string; session: { sessionId: string } | null }[] } }).events;
  for (const { eventId, session } of nodes) {
    const rest = Number(eventId.slice(1)) % 5;
    expect(session?.sessionId).toBe(rest === 0 ? undefined : `s${rest}`); // s0 is not counted yet
  }
  expect(api.reads).toEqual(['events.page', 'sessions.byIds']);
});

describe('the sessions of a viewer', () => {
  const SESSIONS = `query ($id: ID!, $first: Int, $after: Cursor) { node(id: $id) { ... on Viewer { sessions(first: $first, after: $after) {
    edges { cursor } nodes { sessionId } pageInfo { hasNextPage endCursor }
  } } } }`;
  const id = encodeGlobalId('Viewer', VIEWER);
  type Answer = {
    readonly node: {
      readonly sessions: { readonly nodes: readonly { readonly sessionId: string }[]; readonly pageInfo: { readonly endCursor: string } };
    };
  };
  const sessions = [
    aSession({ sessionId: 'b', startedAt: at(20) }),
    aSession({ sessionId: 'a', startedAt: at(20) }),
    aSession({ sessionId: 'c', startedAt: at(10) }),
    aSession({ sessionId: 'his', viewerId: '00000000-0000-4000-8000-000000000009' }),
  ];

  it('are walked from the newest by cursors', async () => {
    await using api = await createMemoryApi({ sessions });
    const first = (await api.ask(SESSIONS, { id, first: 2 })).data as Answer;
    const rest = (await api.ask(SESSIONS, { id, first: 2, after: first.node.sessions.pageInfo.endCursor })).data as Answer;
    expect([first, rest].map(({ node }) => node.sessions.nodes.map(({ sessionId }) => sessionId))).toEqual([['c', 'a'], ['b']]);
  });

  it('are refused after a cursor of the far future', async () => {
    await using api = await createMemoryApi({ sessions });
    const after = sessionCursor.encode({ startedAt: new Date(8e15), source: 's', sessionId: 't' });
    const { errors } = await api.ask(SESSIONS, { id, after });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
