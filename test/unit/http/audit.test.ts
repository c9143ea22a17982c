import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '#access/principal.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import { createLogger } from '#runtime/log.ts';
import { anApiKey } from '../../support/an-api-key.ts';
import { aPerson, aPrincipal } from '../../support/a-principal.ts';
import { eventually } from '../../support/eventually.ts';
import { FOLLOW_ALERTS } from '../../support/follow-alerts.ts';
import { followAlertsBySse } from '../../support/follow-alerts-by-sse.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';
import { openProtocol } from '../../support/open-protocol.ts';
import { TEST_API_KEY } from '../../support/test-api-key.ts';

const CALLERS: Readonly<Record<string, Principal>> = {
  all: aPrincipal(),
  [TEST_API_KEY]: aPrincipal(),
  analyst: aPerson(),
  nobody: ANONYMOUS,
};

const authenticate = async (shown: { readonly secret: string } | null) => {
  const principal = CALLERS[shown?.secret ?? 'nobody'];
  return principal === undefined ? ({ kind: 'REFUSED', reason: 'unknown' } as const) : ({ kind: 'KNOWN', principal } as const);
};

/** Follows alerts; answers how to stop that. */
const followBySocket = async (url: string): Promise<() => void> => {
  const socket = await openProtocol(url);
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW_ALERTS, variables: { after: null, filter: {} } } }));
  return () => socket.close();
};

describe('what is asked of a server', () => {
  const { key } = anApiKey();
  const id = encodeGlobalId('ApiKey', key.keyId);
  let server: MemoryServer;
  let lines: string[];
  beforeEach(async () => {
    lines = [];
    const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    server = await startMemoryServer({ apiKeys: [key] }, { log, authenticator: { authenticate, isStanding: () => true } });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const post = async (as: string, body: object | readonly object[]) => {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json', 'x-request-id': 'r-1' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as { data?: unknown; errors?: readonly unknown[] } };
  };
  const told = () =>
    server.api.audited.map(({ actor, action, target, operationName, outcome, details }) => ({
      actor,
      action,
      target,
      operationName,
      outcome,
      details,
    }));
  const RULE = 'mutation Tune { updateRule(input: { key: "multi-ip", expectedVersion: 1 }) { rule { key } } }';

  it.each([
    [
      'a query by its name',
      'all',
      { query: 'query Alerts { riskAlerts { nodes { id } } region(code: "NL") { name } }' },
      { action: 'query', operationName: 'Alerts', outcome: 'OK', details: { fields: ['riskAlerts', 'region'] } },
    ],
    [
      'a query by the beginning of a name without end',
      'all',
      { query: `query ${'A'.repeat(100_000)} { rules { key } }` },
      { operationName: 'A'.repeat(200), outcome: 'OK' },
    ],
    ['a query without a name', 'analyst', { query: '{ rules { key } }' }, { actor: 'USER:u1:ada', operationName: null, outcome: 'OK' }],
    [
      'a query that fails',
      'all',
      { query: '{ event(eventId: "a", source: "\u0000") { id } viewer(userId: "") { pseudonym } node(id: "x") { id } }' },
      { action: 'query', outcome: 'FAILED' },
    ],
    [
      'a query that is denied',
      'analyst',
      { query: 'query Keys { apiKeys { id } }' },
      { action: 'query', outcome: 'DENIED', operationName: 'Keys' },
    ],
    ['a query of nobody', 'nobody', { query: '{ rules { key } }' }, { actor: 'ANONYMOUS:anonymous:anonymous', outcome: 'DENIED' }],
    [
      'a change',
      'all',
      { query: `mutation Off { setApiKeyEnabled(input: { id: "${id}", enabled: false }) { errors { __typename } } }` },
      { action: 'setApiKeyEnabled', target: `ApiKey:${key.keyId}`, operationName: 'Off', outcome: 'OK' },
    ],
    ['a change that is refused as data', 'all', { query: RULE }, { action: 'updateRule', target: null, outcome: 'FAILED' }],
    ['a change that is denied', 'analyst', { query: RULE }, { action: 'updateRule', outcome: 'DENIED' }],
    [
      'a change that could not be read',
      'all',
      { query: 'mutation Bad($input: UpdateRuleInput!) { updateRule(input: $input) { rule { key } } }', variables: {} },
      { action: 'mutation', operationName: 'Bad', outcome: 'FAILED', details: { fields: ['updateRule'] } },
    ],
    [
      'a viewer by pseudonym',
      'all',
      { query: 'mutation { setPrivacyPreferences(input: { userId: "anna", doNotTrack: true }) { errors { __typename } } }' },
      { action: 'setPrivacyPreferences', target: 'Viewer:anna', outcome: 'OK' },
    ],
    [
      'what was sent',
      'all',
      { query: 'mutation { ingestEvents(input: { events: [] }) { acceptedCount } }' },
      { action: 'events.sent', details: { accepted: 0, rejected: 0, isFailed: false } },
    ],
    [
      'what was sent and could not be read',
      'all',
      { query: 'mutation($input: IngestEventsInput!) { ingestEvents(input: $input) { acceptedCount } }' },
      { action: 'events.sent', details: { accepted: 0, rejected: 0, isFailed: true } },
    ],
    [
      'a credential that is not known',
      'forged',
      { query: '{ __typename }' },
      { action: 'request.refused', outcome: 'DENIED', details: { code: 401, network: '127.0.0.0/24' } },
    ],
  ])('is audited once: %s', async (_what, as, body, entry) => {
    await post(as, body);
    expect(told()).toMatchObject([entry]);
  });

  it('is audited one by one when it comes in an array, and not with what variables hold', async () => {
    const rules = { query: 'query One($secret: RegionCode!) { region(code: $secret) { name } }', variables: { secret: 'NL' } };
    await post('all', [rules, { query: '{ rules { key } }' }]);
    expect(
      told()
        .map(({ operationName }) => operationName)
        .toSorted(),
    ).toEqual(['One', null].toSorted());
    expect(JSON.stringify(told()) + lines.join('')).not.toContain('NL');
  });

  it.each([
    ['WebSocket', followBySocket],
    ['an event stream', async (url: string) => (await followAlertsBySse(url)).cut],
  ])('is audited over %s when it begins and when it ends', async (_what, follow) => {
    const end = await follow(server.url);
    await eventually(() => told().length === 1 && lines, { what: 'the beginning' });
    end();
    await eventually(() => told().length === 2, { what: 'the end' });
    const common = { actor: 'API_KEY:0123456789ab:test', operationName: 'Follow', outcome: 'OK' };
    expect(told()).toMatchObject([
      { ...common, action: 'subscription.started', details: { fields: ['riskAlerts'] } },
      { ...common, action: 'subscription.ended', details: { messages: 0 } },
    ]);
  });

  it('is audited when a WebSocket is refused', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer forged' } }));
    expect((await once(socket, 'close'))[0]).toBe(4401);
    expect(told()).toMatchObject([{ action: 'request.refused', outcome: 'DENIED', details: { code: 4401 } }]);
  });

  it('has a line in the access log with who, what, how it ended and how long it took', async () => {
    await post('all', [{ query: 'query Alerts { riskAlerts { nodes { id } } }' }, { query: 'query Bad { nonsense }' }]);
    await post('forged', { query: '{ __typename }' });
    const access = await eventually(() => lines.length >= 2 && lines.map((line) => JSON.parse(line) as Record<string, unknown>), {
      what: 'lines',
    });
    expect(access).toMatchObject([
      {
        msg: 'request',
        requestId: 'r-1',
        principalKind: 'API_KEY',
        principalId: '0123456789ab',
        operations: [{ operationName: 'Alerts', operationType: 'query', outcome: 'OK' }],
        status: 200,
        isComplete: true,
        durationMs: expect.any(Number),
      },
      { msg: 'request', principalKind: 'ANONYMOUS', operations: [], status: 401 },
    ]);
  });
});

describe('a change that cannot be audited', () => {
  it('is not acknowledged, and told to the audit when that can be written again', async () => {
    await using server = await startMemoryServer({ auditFailure: new Error('away') });
    const query = 'mutation { setPrivacyPreferences(input: { userId: "anna", doNotTrack: true }) { errors { __typename } } }';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { errors } = (await response.json()) as { errors: readonly { extensions: { code: string } }[] };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL']);
    expect(server.api.audited).toMatchObject([{ action: 'setPrivacyPreferences', outcome: 'OK' }]);
  });
});
