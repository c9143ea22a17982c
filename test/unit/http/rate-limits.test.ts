import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type CallerQuotas, createCallerQuotas, type RequestRates } from '#access/limits/caller-quotas.ts';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import { RateLimiterAway } from '#access/limits/rate-limiter.ts';
import { ANONYMOUS, type Principal } from '#access/principal.ts';
import { aPrincipal, authenticatorFor } from '../../support/a-principal.ts';
import { aRecordingStream, anIngestService } from '../../support/an-ingest-service.ts';
import { NOW, someEvents } from '../../support/a-playback-draft.ts';
import { FOLLOW_ALERTS } from '../../support/follow-alerts.ts';
import { followAlertsBySse } from '../../support/follow-alerts-by-sse.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';
import { openProtocol } from '../../support/open-protocol.ts';

const TYPENAME = { query: '{ __typename }' };

let server: MemoryServer;
afterEach(() => server[Symbol.asyncDispose]());

const aClient = (requestsPerMinute: number, eventsPerMinute = 1_000): Principal =>
  aPrincipal({ allowance: { requestsPerMinute, eventsPerMinute } });

const quotasOf = (rates: Partial<RequestRates> = {}): CallerQuotas =>
  createCallerQuotas({ limiter: createMemoryRateLimiter({ now: () => NOW }), rates: { perAddress: 1_000, anonymous: 1_000, ...rates } });

const serve = async (principal: Principal, rates: Partial<RequestRates> = {}, options: Parameters<typeof startMemoryServer>[1] = {}) => {
  const contents = { quotas: quotasOf(rates), now: () => NOW };
  server = await startMemoryServer(contents, { authenticator: authenticatorFor(principal), ...options });
};

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const from = (address: string) => () => post(TYPENAME, { 'x-forwarded-for': address });

const statuses = async (count: number, send: () => Promise<Response>): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let i = 0; i < count; i++) found.push((await send()).status);
  return found;
};

const knowsNobody = async () => ({ kind: 'REFUSED', reason: 'unknown' }) as const;

const away = async (): Promise<never> => Promise.reject(new RateLimiterAway('away'));

describe('requests over HTTP', () => {
  it('are told with every answer how their limits stand, and with a refusal when to come back', async () => {
    await serve(aClient(2));
    const first = await post(TYPENAME);
    expect(first.headers.get('ratelimit-policy')).toBe('"caller";q=2;w=60, "address";q=1000;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"caller";r=1;t=6[0-3], "address";r=999;t=6[0-3]$/);
    await post(TYPENAME);
    const refused = await post(TYPENAME);
    const { errors } = (await refused.json()) as { errors: readonly { message: string; extensions: { retryAfterMs: number } }[] };
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toMatch(/^"caller";r=0;t=\d+, "address";r=998;t=\d+$/);
    expect(errors).toEqual([
      {
        message: 'This credential may send 2 requests in 60 s: send this again after retryAfterMs.',
        extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) as string, retryAfterMs: expect.any(Number) as number },
      },
    ]);
    expect(refused.headers.get('retry-after')).toBe(`${Math.ceil((errors[0]?.extensions.retryAfterMs ?? 0) / 1_000)}`);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  });

  it('count each operation of an array, and a refused array is not executed', async () => {
    await serve(aClient(4));
    expect((await post([TYPENAME, TYPENAME, TYPENAME])).headers.get('ratelimit')).toContain('"caller";r=1;');
    expect((await post([TYPENAME, TYPENAME])).status).toBe(429);
    expect((await fetch(`${server.url}/graphql?query={__typename}`)).status).toBe(429);
  });

  it('without a credential, or with one that is not taken, have the limit of their address', async () => {
    await serve(
      ANONYMOUS,
      { anonymous: 3 },
      {
        authenticator: {
          ...authenticatorFor(ANONYMOUS),
          authenticate: async (shown) => (shown === null ? { kind: 'KNOWN', principal: ANONYMOUS } : { kind: 'REFUSED', reason: 'no' }),
        },
      },
    );
    expect(await statuses(1, () => post(TYPENAME))).toEqual([200]);
    expect(await statuses(3, () => post(TYPENAME, { 'x-api-key': 'guess' }))).toEqual([401, 401, 429]);
    expect(await statuses(1, () => post(TYPENAME))).toEqual([429]);
  });

  it('of one address are limited together, by what trusted proxies say', async () => {
    await serve(aClient(1_000), { perAddress: 2 }, { trustedProxies: ['127.0.0.0/8'] });
    expect(await statuses(3, from('198.51.100.1, 203.0.113.7'))).toEqual([200, 200, 429]);
    expect(await statuses(1, from('203.0.113.8'))).toEqual([200]);
    expect(await statuses(3, from('2001:db8::1'))).toEqual([200, 200, 429]);
    expect(await statuses(1, from('2001:db8::2'))).toEqual([429]);
  });

  it('of one address are one, whatever they say of proxies nobody trusts', async () => {
    await serve(aClient(1_000), { perAddress: 2 });
    let last = 0;
    expect(await statuses(3, () => post(TYPENAME, { 'x-forwarded-for': `203.0.113.${last++}` }))).toEqual([200, 200, 429]);
  });

  it('are answered 503 where nothing may pass while the limits are away', async () => {
    server = await startMemoryServer({ quotas: { takeRequests: away, takeEvents: away, look: away } });
    const refused = await post(TYPENAME);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryAfterMs: 1_000 } }] });
  });
});

const send = async (query: string, input: object) => {
  const answer = await post({ query, variables: { input } });
  return Object.values(((await answer.json()) as { data: Readonly<Record<string, object>> }).data)[0];
};
const BATCH = `mutation ($input: IngestEventsInput!) { ingestEvents(input: $input) { acceptedCount errors {
  ... on UserError { message path } ... on RateLimitedError { retryAfterMs limit windowMs } } } }`;
const SINGLE = 'mutation ($input: IngestEventInput!) { ingestEvent(input: $input) { accepted errors { __typename } } }';

const serveIngest = async (eventsPerMinute: number) => {
  const { stream, appends } = aRecordingStream();
  const ingest = anIngestService({ stream });
  server = await startMemoryServer(
    { ingest, quotas: quotasOf(), now: () => NOW },
    { authenticator: authenticatorFor(aClient(1_000, eventsPerMinute)) },
  );
  return appends;
};

describe('events', () => {
  it('beyond the limit of their sender are refused whole, as data, and nothing of them is accepted', async () => {
    const appends = await serveIngest(5);
    expect(await send(BATCH, { events: someEvents(4) })).toEqual({ acceptedCount: 4, errors: [] });
    expect(await send(BATCH, { events: someEvents(2), dryRun: true })).toEqual({
      acceptedCount: 0,
      errors: [
        {
          message:
            'this API key may send 5 events in 60 s, and has 1 left for the 2 of this request: send the same again after retryAfterMs',
          path: [],
          retryAfterMs: expect.any(Number) as number,
          limit: 5,
          windowMs: 60_000,
        },
      ],
    });
    expect(await send(SINGLE, { event: someEvents(1)[0] })).toEqual({ accepted: true, errors: [] });
    expect(await send(SINGLE, { event: someEvents(1)[0] })).toEqual({ accepted: false, errors: [{ __typename: 'RateLimitedError' }] });
    expect(appends).toHaveLength(2);
  });

  it('of a batch larger than the whole limit are told so', async () => {
    await serveIngest(5);
    expect(await send(BATCH, { events: someEvents(6) })).toMatchObject({
      errors: [
        { message: 'this API key may send 5 events in 60 s, and this request alone has 6: send smaller batches', retryAfterMs: 60_000 },
      ],
    });
  });

  it('of a batch that cannot be taken anyway do not count', async () => {
    await serveIngest(5);
    expect(await send(BATCH, { events: someEvents(1_001) })).toMatchObject({ errors: [{ path: ['events'] }] });
    expect(await send(BATCH, { events: someEvents(5) })).toMatchObject({ acceptedCount: 5 });
  });
});

describe('connections that stay', () => {
  it('have their opening and each operation counted as a request', async () => {
    await serve(aClient(3));
    const socket = await openProtocol(server.url);
    const answers: { readonly id: string; readonly type: string; readonly payload: unknown }[] = [];
    for (const id of ['1', '2', '3']) {
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: FOLLOW_ALERTS } }));
    }
    socket.on('message', (data: Buffer) => void answers.push(JSON.parse(data.toString()) as (typeof answers)[number]));
    await once(socket, 'message');
    expect(answers).toMatchObject([
      { id: '3', type: 'error', payload: [{ extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) as number } }] },
    ]);
    socket.terminate();
  });

  it('cost who is not let in as much as a request without a credential', async () => {
    await serve(aClient(100), { anonymous: 2 }, { authenticator: { authenticate: knowsNobody, isStanding: () => true } });
    const codes: unknown[] = [];
    for (let i = 0; i < 3; i++) codes.push(await closeCodeOf(server.url));
    expect(codes).toEqual([4401, 4401, 1013]);
    expect((await post(TYPENAME)).status).toBe(429);
  });

  it('are as many as one caller may keep, over WebSocket and as event streams together, and make room when they end', async () => {
    await serve(aClient(100), {}, { connectionsPerPrincipalMax: 2 });
    const socket = await openProtocol(server.url);
    const stream = await followAlertsBySse(server.url);
    expect(await closeCodeOf(server.url)).toBe(1013);
    await expect(followAlertsBySse(server.url)).rejects.toThrow('RATE_LIMITED');
    socket.terminate();
    stream.cut();
    await expect.poll(() => closeCodeOf(server.url), { timeout: 2_000 }).toBe('open');
  });
});

const closeCodeOf = async (url: string): Promise<unknown> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  return Promise.race([once(socket, 'message').then(() => 'open'), once(socket, 'close').then(([code]) => code as unknown)]);
};
