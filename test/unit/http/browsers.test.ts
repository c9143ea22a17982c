import { request } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createHostCheck } from '#http/browsers/own-host.ts';
import { securityHeaders } from '#http/browsers/security-headers.ts';
import { PRIVATE_SITE, type Site } from '#http/browsers/site.ts';
import { hasCredentialInUrl } from '#http/callers/credential-in-url.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';
import { TEST_API_KEY } from '../../support/test-api-key.ts';

let server: MemoryServer;
afterEach(async () => server[Symbol.asyncDispose]());

const DASHBOARD = 'https://dashboard.example';
const aSite = (said: Partial<Site> = {}): Site => ({ ...PRIVATE_SITE, ...said });

const preflight = (origin: string) =>
  fetch(`${server.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

/** What becomes of a WebSocket of a page: `open`, or the status of the refusal. */
const connectFrom = async (origin: string, path = '/graphql'): Promise<string> => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { origin });
  const outcome = await new Promise<string>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('error', (error) => resolve(/\d{3}/.exec(error.message)?.[0] ?? error.message));
  });
  socket.terminate();
  return outcome;
};

describe('a page of another origin', () => {
  it('that is named may ask, without credentials of the browser', async () => {
    server = await startMemoryServer({}, { site: aSite({ corsOrigins: [DASHBOARD] }) });
    const before = await preflight(DASHBOARD);
    expect([before.status, before.headers.get('access-control-allow-origin'), before.headers.get('vary')]).toEqual([
      204,
      DASHBOARD,
      'origin',
    ]);
    expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(before.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await fetch(`${server.url}/graphql?query={__typename}`, { headers: { origin: DASHBOARD } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(DASHBOARD);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ratelimit');
    expect(await connectFrom(DASHBOARD)).toBe('open');
  });

  it.each(['https://evil.example', 'http://dashboard.example', 'https://dashboard.example.evil.example', 'null'])(
    'that is %s may not',
    async (origin) => {
      server = await startMemoryServer({}, { site: aSite({ corsOrigins: [DASHBOARD], publicUrl: 'https://playguard.example' }) });
      const before = await preflight(origin);
      expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      const answer = await fetch(`${server.url}/graphql?query={__typename}`, { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(await connectFrom(origin)).toBe('403');
    },
  );

  it('that is where the server is found by others may connect', async () => {
    server = await startMemoryServer({}, { site: aSite({ publicUrl: 'https://playguard.example/' }) });
    expect(await connectFrom('https://playguard.example')).toBe('open');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['a form with files', 'multipart/form-data; boundary=x', 415],
    ['plain text', 'text/plain', 415],
    ['nothing said', '', 415],
  ])('cannot send a mutation as %s, which needs no preflight', async (_case, type, status) => {
    server = await startMemoryServer();
    const body = 'query=mutation{updateRule(input:{key:"missing-identifier",expectedVersion:1,points:1}){errors{__typename}}}';
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': type, origin: DASHBOARD }, body });
    expect(answer.status).toBe(status);
    const byGet = await fetch(`${server.url}/graphql?${body}`, { headers: { accept: 'application/json' } });
    expect(byGet.status).toBe(405);
  });
});

describe('answers', () => {
  it.each([
    ['/graphql?query={__typename}', {}],
    ['/graphql', { accept: 'text/html' }],
    ['/livez', {}],
    ['/elsewhere', {}],
  ])('of %s say what browsers may do with them', async (path, headers) => {
    server = await startMemoryServer({}, { site: aSite({ publicUrl: 'https://playguard.example' }) });
    const answer = await fetch(`${server.url}${path}`, { headers });
    await answer.arrayBuffer();
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self'; .*frame-ancestors 'none'/);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
    });
  });

  it('of a server that is not behind TLS do not ask for it', () => {
    expect(securityHeaders(PRIVATE_SITE).has('strict-transport-security')).toBe(false);
    expect(securityHeaders(aSite({ publicUrl: 'http://playguard.example' })).has('strict-transport-security')).toBe(false);
  });

  it('with GraphiQL let its own scripts run and no others', async () => {
    server = await startMemoryServer();
    const load = async () => {
      const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
      const nonce = /script-src 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
      return { nonce, tags: (await page.text()).match(/<script[^>]*>\n/g) };
    };
    const [one, other] = [await load(), await load()];
    expect(one.tags).toEqual([`<script nonce="${one.nonce}">\n`]);
    expect(one.nonce).not.toBe(other.nonce);
  });
});

describe('a credential in an address', () => {
  it.each([
    [`/graphql?query={__typename}&access_token=abc`, true],
    [`/graphql?X-API-Key=${TEST_API_KEY}`, true],
    [`/graphql?apiKey=abc`, true],
    [`/graphql?query={__typename}&x=${TEST_API_KEY}`, true],
    [`/graphql/${TEST_API_KEY}`, true],
    ['/graphql?token=eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln', true],
    ['/graphql?query={events(first:1){nodes{eventId}}}&variables={"key":"value"}', false],
    ['/graphql?operationName=Token', false],
  ])('%s: %s', (url, isIn) => {
    expect(hasCredentialInUrl({ url })).toBe(isIn);
  });

  it('is refused over HTTP and WebSocket, and not repeated', async () => {
    server = await startMemoryServer();
    const answer = await fetch(`${server.url}/graphql?query={__typename}&api_key=${TEST_API_KEY}`);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([400, expect.stringContaining('A credential in an address ends up in logs')]);
    expect(text + server.logged.join('')).not.toContain(TEST_API_KEY);
    expect(await connectFrom(server.url, `/graphql?token=${TEST_API_KEY}`)).toBe('400');
  });
});

describe('the names of a server', () => {
  const SITE = aSite({ publicUrl: 'https://playguard.example:8443', allowedHosts: ['playguard.internal'] });
  it.each([
    ['127.0.0.1', PRIVATE_SITE, 'localhost:4000', true],
    ['127.0.0.1', PRIVATE_SITE, 'evil.example', false],
    ['127.0.0.1', PRIVATE_SITE, '10.0.0.1', false],
    ['127.0.0.1', SITE, 'playguard.example', true],
    ['127.0.0.1', SITE, 'evil.example', false],
    ['0.0.0.0', PRIVATE_SITE, 'anything.example', true],
    ['0.0.0.0', SITE, 'PLAYGUARD.example:443', true],
    ['0.0.0.0', SITE, 'playguard.internal:4000', true],
    ['0.0.0.0', SITE, '[::1]:4000', true],
    ['0.0.0.0', SITE, '10.0.0.1:4000', true],
    ['0.0.0.0', SITE, '[2001:db8::1]', true],
    ['0.0.0.0', SITE, 'evil.example', false],
    ['0.0.0.0', SITE, 'playguard.example.evil.example', false],
    ['0.0.0.0', SITE, '', false],
  ])('that listens on %s with %o include %j: %s', (host, site, name, isOwn) => {
    expect(createHostCheck({ host, site })({ headers: { host: name } })).toBe(isOwn);
  });

  it('decide whom it answers', async () => {
    server = await startMemoryServer({}, { site: SITE });
    const asked = request(`${server.url}/livez`, { headers: { host: 'evil.example' } }).end();
    const [response] = (await once(asked, 'response')) as [{ readonly statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(421);
  });
});

describe('an operation that takes too long', () => {
  it('is broken off, and what it waited for is told', async () => {
    const told = Promise.withResolvers<void>();
    server = await startMemoryServer(
      {
        funnels: {
          read: (_request, signal) =>
            new Promise((_resolve, reject) => signal?.addEventListener('abort', () => (told.resolve(), reject(signal.reason)))),
        },
      },
      { operationMsMax: 50 },
    );
    const query = '{ funnel(input: { steps: [{ eventType: PLAY }, { eventType: STOP }], conversionWindow: "PT2H" }) { conversionRate } }';
    const answer = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { accept: 'application/json' } });
    expect([answer.status, await answer.json()]).toMatchObject([503, { errors: [{ extensions: { code: 'UNAVAILABLE' } }] }]);
    await told.promise;
  });
});
