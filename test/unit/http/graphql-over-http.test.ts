import { describe, expect, it } from 'vitest';
import { StreamUnavailable } from '#stream/event-stream.ts';
import { postGraphql } from '../../support/graphql-request.ts';
import { startMemoryServer } from '../../support/memory-server.ts';

const INGEST = `mutation ($input: IngestEventsInput!) { ingestEvents(input: $input) { acceptedCount errors { __typename ... on UserError { message } } } }`;
const anEvent = { playback: { eventId: 'e1', eventType: 'PLAY', timestamp: '2026-03-10T12:00:00Z', region: 'NL' } };
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

type Failed = {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly requestId: string } }[];
};

describe('GraphQL over HTTP', () => {
  it('hands events to ingest as the client wrote them', async () => {
    await using server = await startMemoryServer();
    const answer = await postGraphql(server.url, { query: INGEST, variables: { input: { events: [anEvent] } } });
    expect(answer).toMatchObject({ data: { ingestEvents: { acceptedCount: 1, errors: [] } } });
    expect(server.api.batches).toEqual([{ source: 'demo', events: [anEvent], dryRun: false }]);
  });

  it('answers up to 10 operations in an array, in order, and refuses more', async () => {
    await using server = await startMemoryServer();
    const operation = { query: '{ pipeline { backlogEvents } }' };
    const ten = await postGraphql<unknown[]>(
      server.url,
      Array.from({ length: 10 }, () => operation),
    );
    const eleven = await post(server.url, JSON.stringify(Array.from({ length: 11 }, () => operation)));
    expect(ten).toMatchObject(Array.from({ length: 10 }, () => ({ data: { pipeline: { backlogEvents: 900 } } })));
    expect([eleven.status, ((await eleven.json()) as Failed).errors[0]?.extensions.code]).toEqual([413, 'BAD_USER_INPUT']);
  });

  it('refuses a subscription among others, answers them, and ends it', async () => {
    await using server = await startMemoryServer();
    const subscription = { query: 'subscription { riskAlerts { __typename } }' };
    const answers = await postGraphql<Failed[]>(server.url, [{ query: '{ __typename }' }, subscription]);
    expect(answers).toMatchObject([{ data: { __typename: 'Query' } }, { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
    await expect.poll(() => server.api.followers.map(({ hasEnded }) => hasEnded)).toEqual([true]);
  });

  it('takes a document with a thousand events in it', async () => {
    await using server = await startMemoryServer();
    const fields = `{ eventId: "e", eventType: PLAY, timestamp: "t", region: "NL", userId: "u", deviceId: "d", contentId: "c", sessionId: "s",
      isEu: true, ipAddress: "203.0.113.7", deviceType: SMART_TV, positionMs: 1, bitrateKbps: 1, hasConsent: true, extraMetadata: { a: 1, b: [1, 2] } }`;
    const query = `mutation { ingestEvents(input: { events: [${`{ playback: ${fields} }`.repeat(1_000)}] }) { acceptedCount } }`;
    const answer = await postGraphql(server.url, { query: query.replaceAll(/\s+/g, ' ') });
    expect(answer).toMatchObject({ data: { ingestEvents: { acceptedCount: 1_000 } } });
  });

  it.each([
    ['too large', JSON.stringify({ query: 'x'.repeat(1_200_000) }), {}, 413],
    ['not JSON', '{"query":', {}, 400],
    ['no operation', '{}', {}, 400],
    ['a number', '7', {}, 400],
    ['text', '{ pipeline { lagMs } }', { 'content-type': 'text/plain' }, 415],
    ['a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['compressed', '{"query":"{ __typename }"}', { 'content-encoding': 'gzip' }, 415],
    ['an operation without a query', '{"variables":{}}', {}, 400],
  ])('refuses a body that is %s', async (_case, body, headers, status) => {
    await using server = await startMemoryServer();
    const response = await post(server.url, body, { accept: 'application/graphql-response+json', ...headers });
    const { errors } = (await response.json()) as Failed;
    expect([response.status, errors[0]?.extensions.code]).toEqual([status, 'BAD_USER_INPUT']);
    expect(errors[0]?.extensions.requestId).toBe(response.headers.get('x-request-id'));
  });

  it.each([
    ['does not parse', '{', 400],
    ['asks for what is not there', '{ nope }', 400],
    ['has a variable of the wrong shape', 'query ($n: Int!) { events(first: $n) { nodes { id } } }', 400],
  ])('refuses a query that %s', async (_case, query, status) => {
    await using server = await startMemoryServer();
    const response = await post(server.url, JSON.stringify({ query }), { accept: 'application/graphql-response+json' });
    expect([response.status, ((await response.json()) as Failed).errors[0]?.extensions.code]).toEqual([status, 'BAD_USER_INPUT']);
  });

  it('gives an event of the wrong shape back with its path', async () => {
    await using server = await startMemoryServer();
    const events = [anEvent, { playback: { ...anEvent.playback, eventType: 'SNEEZE' } }];
    const { errors } = await postGraphql<Failed>(server.url, { query: INGEST, variables: { input: { events } } });
    expect(errors[0]?.message).toContain('.events[1].playback.eventType');
  });

  it('does not change anything by GET', async () => {
    await using server = await startMemoryServer();
    const query = encodeURIComponent('mutation { ingestEvents(input: { events: [] }) { acceptedCount } }');
    const response = await fetch(`${server.url}/graphql?query=${query}`);
    expect([response.status, server.api.batches]).toEqual([405, []]);
  });

  it('masks what nobody expected, logs it, and names the request in both', async () => {
    const pipeline = { storedPerSecond: () => Promise.reject(new TypeError('secret')) };
    await using server = await startMemoryServer({ pipeline });
    const response = await post(server.url, JSON.stringify({ query: '{ pipeline { ingestRatePerSecond } }' }), {
      'x-request-id': 'mine-7',
    });
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect((JSON.parse(text) as Failed).errors[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: 'mine-7' });
    expect(server.logged.map((line) => JSON.parse(line) as object)).toMatchObject([{ requestId: 'mine-7', err: { message: 'secret' } }]);
  });

  it('says UNAVAILABLE when it cannot be known whether events were taken', async () => {
    await using server = await startMemoryServer({ ingest: { ingestBatch: () => Promise.reject(new StreamUnavailable()) } });
    const { errors } = await postGraphql<Failed>(server.url, { query: INGEST, variables: { input: { events: [anEvent] } } });
    expect(errors[0]?.extensions.code).toBe('UNAVAILABLE');
  });

  it('lets no other origin read answers', async () => {
    await using server = await startMemoryServer();
    const response = await post(server.url, '{"query":"{ __typename }"}', { origin: 'http://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('serves GraphiQL from here alone, with example tabs', async () => {
    await using server = await startMemoryServer();
    const page = await (await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } })).text();
    const outside = [...page.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url);
    expect(outside).toEqual([]);
    for (const name of ['query Events', 'IngestEvents', 'query RiskAlerts', 'subscription FollowRiskAlerts', 'query Statistics'])
      expect(page).toContain(name);
  });

  it('serves no GraphiQL unless it is told to', async () => {
    await using server = await startMemoryServer({}, { hasGraphiql: false });
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.ok, (await page.text()).includes('GraphiQL')]).toEqual([false, false]);
  });
});

describe('health', () => {
  it('lives while the process does, and is ready while every check is ok', async () => {
    let ok = true;
    const health = [
      { name: 'database', check: async () => ({ ok, detail: 'here' }) },
      { name: 'redis', check: () => (ok ? Promise.resolve({ ok, detail: 'noeviction' }) : Promise.reject(new Error('away'))) },
    ];
    await using server = await startMemoryServer({}, { health });
    const ask = async (path: string) => {
      const response = await fetch(`${server.url}${path}`);
      return [response.status, await response.json()] as const;
    };
    expect((await ask('/livez'))[0]).toBe(200);
    expect(await ask('/readyz')).toEqual([
      200,
      {
        ok: true,
        checks: [
          { name: 'database', ok: true, detail: 'here' },
          { name: 'redis', ok: true, detail: 'noeviction' },
        ],
      },
    ]);
    ok = false;
    expect(await ask('/readyz')).toEqual([
      503,
      {
        ok: false,
        checks: [
          { name: 'database', ok: false, detail: 'here' },
          { name: 'redis', ok: false, detail: 'away' },
        ],
      },
    ]);
    expect((await ask('/elsewhere'))[0]).toBe(404);
  });
});
