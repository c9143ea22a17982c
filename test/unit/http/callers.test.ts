import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { alertCursor } from '#domain/cursor.ts';
import { aPrincipal } from '../../support/a-principal.ts';
import { eventually } from '../../support/eventually.ts';
import { FOLLOW_ALERTS, followAlerts } from '../../support/follow-alerts.ts';
import { knownCallers } from '../../support/known-callers.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';

/** What is promised about a credential that is disabled: on open connections too. */
const DISABLED_WITHIN_MS = 2_000;

const BEARER_KEY = { authorization: 'Bearer pg_reader' };
const BEARER_TOKEN = { authorization: 'Bearer reader-token' };
const KEY = { 'x-api-key': 'pg_reader' };

const reader = aPrincipal({ id: 'reader' });
const readerToken = aPrincipal({ id: 'reader-token', kind: 'USER', source: null });
const stranger = aPrincipal({ id: 'stranger', scopes: new Set(['STATS_READ']) });

let server: MemoryServer;
afterEach(() => server[Symbol.asyncDispose]());

const start = async (options: Parameters<typeof startMemoryServer>[1] = {}) => {
  const brief = aPrincipal({ id: 'brief', expiresAt: new Date(Date.now() + 700) });
  const callers = knownCallers({ pg_reader: reader, 'reader-token': readerToken, pg_stranger: stranger, pg_brief: brief });
  server = await startMemoryServer({}, { authenticator: callers.authenticator, ...options });
  return callers;
};

const post = (body: object, headers: Readonly<Record<string, string>>) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('a caller over HTTP', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['with a token is known', BEARER_TOKEN, '200 data'],
    ['with an API key as bearer is known', BEARER_KEY, '200 data'],
    ['with an API key in its own header is known', KEY, '200 data'],
    ['may write bearer small', { authorization: 'bearer  reader-token' }, '200 data'],
    ['without a credential gets what is public', {}, '200 UNAUTHENTICATED'],
    ['with a key nobody has is refused', { 'x-api-key': 'pg_other' }, '401 UNAUTHENTICATED'],
    ['with a token in the header of keys is refused', { 'x-api-key': 'other-token' }, '401 UNAUTHENTICATED'],
    ['with a password is refused', { authorization: 'Basic cmVhZGVyOnBhc3N3b3Jk' }, '401 UNAUTHENTICATED'],
    ['with no more than a scheme is refused', { authorization: 'Bearer' }, '401 UNAUTHENTICATED'],
    ['with two words is refused', { authorization: 'Bearer reader-token reader-token' }, '401 UNAUTHENTICATED'],
    ['with an endless credential is refused', { authorization: `Bearer ${'x'.repeat(9_000)}` }, '401 UNAUTHENTICATED'],
    ['with two credentials is refused', { ...BEARER_TOKEN, ...KEY }, '401 UNAUTHENTICATED'],
  ])('%s', async (_case, headers, expected) => {
    await start();
    const response = await post({ query: '{ pipeline { lagMs } }' }, headers);
    const { data, errors } = (await response.json()) as { data?: object | null; errors?: { extensions: { code: string } }[] };
    expect(`${response.status} ${errors?.[0]?.extensions.code ?? 'data'}`).toBe(expected);
    expect(data != null).toBe(expected === '200 data');
    expect(response.headers.get('www-authenticate')).toBe(response.status === 401 ? 'Bearer' : null);
  });

  it.each([
    ['is known reads the schema, wherever', BEARER_KEY, false, 200],
    ['is not known reads it where GraphiQL is', {}, true, 200],
    ['is not known does not read it elsewhere', {}, false, 401],
  ])('who %s', async (_case, headers, hasGraphiql, status) => {
    await start({ hasGraphiql });
    const asked = [
      '{ __schema { queryType { name } } }',
      '{ __type(name: "Query") { name } }',
      '{ ...f } fragment f on Query { ... { a: __schema { description } } }',
    ];
    const responses = await Promise.all(asked.map((query) => post({ query }, headers)));
    expect(responses.map((response) => response.status)).toEqual(asked.map(() => status));
    for (const response of responses) expect((await response.text()).includes('"data"')).toBe(status === 200);
  });
});

type Shown = Readonly<Record<string, string>>;

/** The first message, or the code of the close. */
const connect = async (headers: Shown, payload?: Shown): Promise<string | number> => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const closed = once(socket, 'close');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  const outcome = await Promise.race([
    once(socket, 'message').then(([data]) => (JSON.parse(String(data)) as { type: string }).type),
    closed.then(([code]) => code as number),
  ]);
  socket.terminate();
  return outcome;
};

describe('a caller over WebSocket', () => {
  it.each<readonly [string, Shown, Shown | undefined, string | number]>([
    ['with a token in connection_init is known', {}, BEARER_TOKEN, 'connection_ack'],
    ['with an API key as bearer is known', {}, BEARER_KEY, 'connection_ack'],
    ['with an API key by its own name is known', {}, KEY, 'connection_ack'],
    ['may write names as headers are written', {}, { Authorization: 'Bearer reader-token' }, 'connection_ack'],
    ['with a token in the upgrade is known', BEARER_TOKEN, undefined, 'connection_ack'],
    ['with an API key in the upgrade is known', KEY, {}, 'connection_ack'],
    ['without a credential is turned away', {}, undefined, 4401],
    ['with an empty one is turned away', {}, { authorization: '' }, 4401],
    ['with one nobody has is turned away', {}, { authorization: 'Bearer other-token' }, 4401],
    ['with one nobody has is turned away, whatever the upgrade showed', KEY, { 'x-api-key': 'pg_other' }, 4401],
    ['with two is turned away', {}, { ...BEARER_TOKEN, ...KEY }, 4401],
  ])('%s', async (_case, headers, payload, outcome) => {
    await start();
    expect(await connect(headers, payload)).toBe(outcome);
  });
});

type Followed = { readonly received: () => number; readonly ending: () => number | string | null };

/** Follows all alerts; what was received, and how it ended once it has. */
const transports: Readonly<Record<'WebSocket' | 'server-sent events', (credential: Shown) => Promise<Followed>>> = {
  async WebSocket(credential: Shown) {
    const follower = await followAlerts(server.url, { after: alertCursor.encode(0), credential });
    return { received: () => follower.sequences().length, ending: () => follower.closeCode() };
  },
  async 'server-sent events'(credential: Shown) {
    const response = await post(
      { query: FOLLOW_ALERTS, variables: { after: alertCursor.encode(0) } },
      { accept: 'text/event-stream', ...credential },
    );
    let text = '';
    let isOver = false;
    const read = async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    };
    void read().finally(() => (isOver = true));
    const received = () => text.split('"sequence"').length - 1;
    return { received, ending: () => (isOver ? (text.includes('event: complete') ? 'complete' : 'cut') : null) };
  },
};

describe.each([
  ['WebSocket', 4403],
  ['server-sent events', 'cut'],
] as const)('a subscription over %s', (transport, turnedOut) => {
  const follow = transports[transport];

  it('ends with the credential, with or without a message to send', async () => {
    await start();
    const follower = await follow({ 'x-api-key': 'pg_brief' });
    await server.api.raise(1);
    await eventually(() => follower.received() === 1, { what: 'an alert', withinMs: 500, everyMs: 10 });
    await expect.poll(follower.ending, { timeout: DISABLED_WITHIN_MS }).toBe(turnedOut);
  });

  it('ends when the credential is disabled', async () => {
    const { disable } = await start();
    const [one, other] = [await follow(BEARER_KEY), await follow(BEARER_TOKEN)];
    await server.api.raise(1);
    await eventually(() => one.received() + other.received() === 2, { what: 'an alert for both', withinMs: 2_000 });
    disable(reader.id);
    await expect.poll(one.ending, { timeout: DISABLED_WITHIN_MS }).toBe(turnedOut);
    expect(other.ending()).toBeNull();
  });

  it('sends nothing more once the credential is disabled, though nobody has looked yet', async () => {
    const { disable } = await start();
    const follower = await follow(BEARER_KEY);
    await server.api.raise(1);
    await eventually(() => follower.received() === 1, { what: 'an alert', withinMs: 2_000 });
    disable(reader.id);
    await server.api.raise(3);
    await expect.poll(follower.ending, { timeout: DISABLED_WITHIN_MS }).toBe(turnedOut);
    expect(follower.received()).toBe(1);
  });
});

describe('a subscription without its scope', () => {
  it('is FORBIDDEN over WebSocket, and follows nothing', async () => {
    await start();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { 'x-api-key': 'pg_stranger' } }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW_ALERTS } }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(data.toString())).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(server.api.followers).toEqual([]);
    socket.terminate();
  });

  it.each([
    ['FORBIDDEN', { 'x-api-key': 'pg_stranger' }],
    ['UNAUTHENTICATED', {}],
  ])('is %s over server-sent events, and follows nothing', async (code, headers) => {
    await start();
    const response = await post({ query: FOLLOW_ALERTS }, { accept: 'text/event-stream', ...headers });
    expect(await response.text()).toMatch(new RegExp(`event: next\\ndata: .*"code":"${code}".*\\n\\nevent: complete\\n`));
    expect(server.api.followers).toEqual([]);
  });
});
