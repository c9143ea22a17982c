import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { alertCursor } from '#domain/cursor.ts';
import { eventually } from '../../support/eventually.ts';
import { FOLLOW_ALERTS, followAlerts } from '../../support/follow-alerts.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';
import { openProtocol } from '../../support/open-protocol.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const aliases = (count: number): string => `{ ${Array.from({ length: count }, (_, i) => `a${i}: __typename`).join(' ')} }`;
const EXPENSIVE =
  '{ events(first: 100) { nodes { assessment { event { assessment { findings { rule { citations { label } history { version } } citations { label } } shadowRules { citations { label } } } } } } } }';
const DEEP_SUBSCRIPTION = `subscription { riskAlerts { ... on RiskAlertRaised { alert { event { ${'assessment { event { '.repeat(4)}eventId${' } }'.repeat(4)} } } } } }`;

const upTo = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => from + i);

type Message = { readonly id: string; readonly payload?: readonly { readonly extensions: object }[] };

let server: MemoryServer;
afterEach(() => server[Symbol.asyncDispose]());

describe('a WebSocket', () => {
  it.each([
    ['a damaged cursor', { query: FOLLOW_ALERTS, variables: { after: 'nonsense' } }],
    ['a cursor ahead of the log', { query: FOLLOW_ALERTS, variables: { after: alertCursor.encode(9) } }],
    ['a variable of the wrong shape', { query: FOLLOW_ALERTS, variables: { filter: { minLevel: 'SOME' } } }],
    ['a query that does not parse', { query: '{' }],
    ['a query for what is not there', { query: '{ nope }' }],
    ['a name that no operation has', { query: FOLLOW_ALERTS, operationName: 'Other' }],
    ['text nested without end', { query: '{a'.repeat(20_000) }, 'COST_LIMIT_EXCEEDED'],
    ['an operation with too many aliases', { query: aliases(16) }, 'COST_LIMIT_EXCEEDED'],
    ['an operation that asks for too much', { query: EXPENSIVE }, 'COST_LIMIT_EXCEEDED'],
    ['a subscription that is too deep', { query: DEEP_SUBSCRIPTION }, 'COST_LIMIT_EXCEEDED'],
  ])('tells of %s as an error of the operation, with a request id and nothing of HTTP', async (_case, payload, code = 'BAD_USER_INPUT') => {
    server = await startMemoryServer();
    const socket = await openProtocol(server.url);
    const messages: Message[] = [];
    socket.on('message', (data: Buffer) => void messages.push(JSON.parse(data.toString()) as Message));
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    socket.send(JSON.stringify({ id: '2', type: 'subscribe', payload: { query: '{ __typename }' } }));
    await eventually(() => messages.length === 3, { what: 'three messages', withinMs: 2_000 });
    const error = {
      message: expect.any(String) as string,
      extensions: { code, requestId: expect.stringMatching(UUID) as string },
    };
    messages.sort((one, other) => one.id.localeCompare(other.id));
    expect(messages).toMatchObject([
      { id: '1', type: 'error', payload: [error] },
      { id: '2', type: 'next' },
      { id: '2', type: 'complete' },
    ]);
    expect(Object.keys(messages[0]?.payload?.[0]?.extensions ?? {})).toEqual(['code', 'requestId']);
    socket.terminate();
  });

  it('names the request in the log and in the answer alike, and shows nothing else', async () => {
    server = await startMemoryServer({ pipeline: { storedPerSecond: () => Promise.reject(new TypeError('secret')) } });
    const socket = await openProtocol(server.url);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ pipeline { ingestRatePerSecond } }' } }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    const { payload } = JSON.parse(data.toString()) as { payload: { errors: { extensions: { requestId: string } }[] } };
    const { requestId } = JSON.parse(server.logged[0] ?? '{}') as { requestId: string };
    expect(payload.errors[0]?.extensions).toEqual({ code: 'INTERNAL', requestId });
    socket.terminate();
  });

  it('answers queries and mutations too', async () => {
    server = await startMemoryServer();
    const socket = await openProtocol(server.url);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ pipeline { lagMs } }' } }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(data.toString())).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { pipeline: { lagMs: 12.5 } }, extensions: { cost: { requested: 1, budget: 10_000 } } },
    });
    socket.terminate();
  });

  it('has at most 20 operations at a time', async () => {
    server = await startMemoryServer();
    const socket = await openProtocol(server.url);
    for (const id of upTo(21)) socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: FOLLOW_ALERTS } }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(data.toString())).toMatchObject({ id: '21', type: 'error', payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
    socket.terminate();
  });

  it.each([
    ['of a page elsewhere is refused', { origin: 'http://evil.example' }, '403'],
    ['of a page from here is taken', { origin: 'self' }, 'open'],
    ['of no page is taken', {}, 'open'],
  ])('%s', async (_case, headers: { origin?: string }, expected) => {
    server = await startMemoryServer();
    const origin = headers.origin === 'self' ? server.url : headers.origin;
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      origin === undefined ? {} : { origin },
    );
    const outcome = await new Promise<string>((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('error', (error) => resolve(/\d{3}/.exec(error.message)?.[0] ?? error.message));
    });
    socket.terminate();
    expect(outcome).toBe(expected);
  });

  it('is cut off for a message of more than 64 KiB', async () => {
    server = await startMemoryServer();
    const socket = await openProtocol(server.url);
    socket.send('x'.repeat(65_537));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  it('closes with 1012 when the server stops', async () => {
    server = await startMemoryServer();
    await using follower = await followAlerts(server.url);
    await server.http[Symbol.asyncDispose]();
    await expect.poll(() => follower.closeCode(), { timeout: 2_000 }).toBe(1012);
  });
});
