import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { type Environment, type PlayguardProcess, runPlayguard } from '../support/playguard-process.ts';
import { hasRedis } from '../support/services.ts';

/** What is promised to every process, and what an answer may take on a busy machine. */
const EVERYWHERE_MS = 2_000 + 500;
/** When keys were last used is written every 15 s. */
const NOTED_MS = 20_000;

describe.skipIf(!hasRedis())('API keys over two processes', () => {
  let deployment: Deployment;
  let here: PlayguardProcess;
  let there: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment('server');
    [here, there] = await Promise.all([deployment.start('api'), deployment.start('api')]);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const create = async (name: string): Promise<Created> =>
    (await here.graphql<{ createApiKey: Created }>(CREATE, { input: { source: 'tv', name, scopes: ['RISK_READ'] } })).createApiKey;
  const rotate = async (id: string, overlap: string): Promise<Created> =>
    (await here.graphql<{ rotateApiKey: Created }>(ROTATE, { input: { id, overlap } })).rotateApiKey;
  const untilTaken = (secret: string) =>
    eventually(async () => (await statusOf(there, secret)) === 200, { what: 'taken elsewhere', withinMs: EVERYWHERE_MS });
  const untilRefused = (secret: string) =>
    eventually(async () => (await statusOf(there, secret)) === 401, { what: 'refused elsewhere', withinMs: EVERYWHERE_MS });

  it('a key disabled through one is refused by the other within 2 s, on open sockets too, until it is enabled', async () => {
    const { apiKey, secret } = await create('disabled');
    expect(await statusOf(here, secret)).toBe(200);
    await untilTaken(secret);
    const socket = await subscribed(there, secret);
    const closed = once(socket, 'close');
    const startedAt = performance.now();
    await here.graphql(SET_ENABLED, { input: { id: apiKey.id, enabled: false } });
    expect(await statusOf(here, secret)).toBe(401);
    await untilRefused(secret);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - startedAt).toBeLessThan(EVERYWHERE_MS);
    await here.graphql(SET_ENABLED, { input: { id: apiKey.id, enabled: true } });
    await untilTaken(secret);
  });

  it('both secrets of a rotated key are taken during the overlap, and the former one ends with it', async () => {
    const { apiKey, secret } = await create('rotated');
    const renewed = await rotate(apiKey.id, 'PT1H');
    await untilTaken(renewed.secret);
    expect(await statusOf(there, secret)).toBe(200);
    const socket = await subscribed(there, renewed.secret);
    const closed = once(socket, 'close');
    const last = await rotate(apiKey.id, 'PT0S');
    await untilTaken(last.secret);
    expect((await closed)[0]).toBe(4403);
    expect(await Promise.all([secret, renewed.secret].map((former) => statusOf(there, former)))).toEqual([401, 401]);
  });

  it('are managed from the command line, and say when they were last used', async () => {
    const run = keysCommand(deployment.env);
    const created = await run('create', '--source', 'cli', '--name', 'from a terminal', '--scopes', 'risk_read');
    expect([created.code, created.stdout]).toEqual([0, expect.stringMatching(/^pg_live_\w+\n$/)]);
    const secret = created.stdout.trim();
    expect(created.stderr).not.toContain(secret);
    await untilTaken(secret);
    const keyId = secret.split('_')[2] ?? '';
    const used = async () =>
      (await run('list')).stdout
        .split('\n')
        .find((line) => line.startsWith(keyId))
        ?.split('\t')
        .at(-1);
    await eventually(async () => (await used()) !== 'never', { what: 'its last use is noted', withinMs: NOTED_MS, everyMs: 1_000 });
    expect((await run('delete', keyId)).code).toBe(0);
    await untilRefused(secret);
    expect((await run('delete', keyId)).code).toBe(1);
  });
});

type Created = { readonly apiKey: { readonly id: string }; readonly secret: string };

const CREATE = 'mutation Create($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }';
const ROTATE = 'mutation Rotate($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { apiKey { id } secret } }';
const SET_ENABLED = 'mutation Set($input: SetApiKeyEnabledInput!) { setApiKeyEnabled(input: $input) { errors { __typename } } }';

const keysCommand =
  (env: Environment) =>
  (...words: readonly string[]) =>
    runPlayguard({ args: ['keys', ...words], env });

const statusOf = async ({ url }: PlayguardProcess, secret: string): Promise<number> => {
  const headers = { 'x-api-key': secret, 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
  await response.arrayBuffer();
  return response.status;
};

/** A socket on which alerts are followed. */
const subscribed = async ({ url }: PlayguardProcess, secret: string): Promise<WebSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { riskAlerts { __typename } }' } }));
  return socket;
};
