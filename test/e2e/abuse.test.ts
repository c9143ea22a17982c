import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { openProtocol } from '../support/open-protocol.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { residentBytes } from '../support/resident-bytes.ts';
import { AUTHORIZED, TEST_API_KEY } from '../support/test-api-key.ts';

const MIB = 1_048_576;
/** What a flood may make a process grow by: buffers in flight, and garbage not yet collected. */
const GROWTH_BYTES_MAX = 256 * MIB;
const SUBSCRIBES = 100_000;

describe('abuse over HTTP and WebSocket', () => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  let calmBytes: number;

  beforeAll(async () => {
    deployment = await openDeployment('embedded', { PUBLIC_URL: 'https://playguard.example' });
    api = await deployment.start('all');
    await api.graphql('{ pipeline { lagMs } }');
    calmBytes = await residentBytes(api.pid);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const send = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${api.url}/graphql`, { method: 'POST', headers: { ...AUTHORIZED, 'content-type': 'application/json', ...headers }, body });
  const ask = (query: string) => send(JSON.stringify({ query }), { accept: 'application/graphql-response+json' });

  /** The most memory the process takes while something goes on. */
  const peakDuring = async (work: () => Promise<void>): Promise<number> => {
    let isOver = false;
    let peak = 0;
    const watch = async () => {
      while (!isOver) {
        peak = Math.max(peak, await residentBytes(api.pid));
        await sleep(20);
      }
    };
    const watching = watch();
    await work().finally(() => (isOver = true));
    await watching;
    return peak - calmBytes;
  };

  it.each([
    [
      'a body beyond 1 MiB',
      () => send(JSON.stringify({ query: `{ __typename } #${'x'.repeat(2 * MIB)}` })),
      413,
      '"code":"BAD_USER_INPUT"',
    ],
    [
      'a document that is too deep',
      () => ask(`{ event(eventId: "a") { ${'assessment { event { '.repeat(6)}eventId${' } }'.repeat(6)} } }`),
      400,
      '"code":"COST_LIMIT_EXCEEDED"',
    ],
    ['text that is nested without end', () => ask('{a'.repeat(50_000)), 400, '"code":"COST_LIMIT_EXCEEDED"'],
    [
      'aliases without end',
      () => ask(`{ ${Array.from({ length: 1_000 }, (_, i) => `a${i}: __typename`).join(' ')} }`),
      400,
      '"code":"COST_LIMIT_EXCEEDED"',
    ],
    [
      'eleven operations at once',
      () => send(JSON.stringify(Array.from({ length: 11 }, () => ({ query: '{ __typename }' })))),
      413,
      'Batching is limited',
    ],
    [
      'a mutation from a form',
      () => send('query=mutation{a}', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      '"code":"BAD_USER_INPUT"',
    ],
    [
      'a preflight of a foreign page',
      () =>
        fetch(`${api.url}/graphql`, {
          method: 'OPTIONS',
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        }),
      403,
      'CORS_ORIGINS',
    ],
    [
      'a credential in the address',
      () => fetch(`${api.url}/graphql?query={__typename}&token=${TEST_API_KEY}`),
      400,
      '"code":"BAD_USER_INPUT"',
    ],
    ['a guessed credential', () => send('{}', { authorization: 'Bearer pg_live_guess_guess' }), 401, '"code":"UNAUTHENTICATED"'],
  ])('is answered: %s', async (_what, attack, status, said) => {
    const answer = await attack();
    const text = await answer.text();
    expect(answer.status).toBe(status);
    expect(text).toContain(said);
    expect(text).not.toContain(TEST_API_KEY);
  });

  it('a page elsewhere gets no WebSocket', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin: 'https://evil.example' });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
  });

  it('a hundred thousand subscribes on one socket are refused but for the first twenty, in bounded memory', async () => {
    const socket = await openProtocol(api.url);
    const codes = new Map<unknown, number>();
    const refused = Promise.withResolvers<void>();
    let left = SUBSCRIBES - 20;
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as { type: string; payload?: readonly { extensions?: { code?: string } }[] };
      if (type !== 'error') return;
      const code = payload?.[0]?.extensions?.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (--left === 0) refused.resolve();
    });
    const growth = await peakDuring(async () => {
      for (let id = 0; id < SUBSCRIBES; id++) {
        socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: 'subscription { riskAlerts { __typename } }' } }));
        if (id % 1_000 === 0) await new Promise(setImmediate);
      }
      await refused.promise;
    });
    socket.terminate();
    expect([...codes]).toEqual([['RATE_LIMITED', SUBSCRIBES - 20]]);
    expect(growth).toBeLessThan(GROWTH_BYTES_MAX);
  });

  it('a frame of 100 MB and bodies of 32 MB are cut off, in bounded memory', async () => {
    const growth = await peakDuring(async () => {
      const socket = await openProtocol(api.url);
      socket.on('error', () => undefined);
      socket.send(Buffer.alloc(100_000_000));
      const [code] = (await once(socket, 'close')) as [number];
      expect([1006, 1009]).toContain(code); // the connection may be gone before the client has read why
      const bodies = Array.from({ length: 4 }, () => send('x'.repeat(32 * MIB)).then(({ status }) => status));
      expect(await Promise.all(bodies)).toEqual([413, 413, 413, 413]);
    });
    expect(growth).toBeLessThan(GROWTH_BYTES_MAX);
  });

  it('leaves a server that answers, and a log without the key', async () => {
    expect(await api.graphql('{ pipeline { backlogEvents } }')).toMatchObject({
      pipeline: { backlogEvents: expect.any(Number) as number },
    });
    expect(api.logs()).not.toContain(TEST_API_KEY);
  });
});
