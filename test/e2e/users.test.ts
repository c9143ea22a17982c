import { once } from 'node:events';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import type { GraphqlAnswer } from '../support/graphql-request.ts';
import { type PlayguardProcess, runPlayguard } from '../support/playguard-process.ts';
import { hasRedis } from '../support/services.ts';

/** What is promised to every process, and what an answer may take on a busy machine. */
const EVERYWHERE_MS = 2_000 + 500;

describe.skipIf(!hasRedis())('people over two processes', () => {
  let deployment: Deployment;
  let here: PlayguardProcess;
  let there: PlayguardProcess;
  let password = '';
  beforeAll(async () => {
    deployment = await openDeployment('server');
    [here, there] = await Promise.all([deployment.start('api'), deployment.start('api')]);
    const added = await users('add', 'Anna', '--role', 'analyst', '--generate');
    if (added.code !== 0) throw new Error(added.stderr);
    password = added.stdout.trim();
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const users = (...words: readonly string[]) => runPlayguard({ args: ['users', ...words], env: deployment.env });
  const signIn = async (by = here, secret = password): Promise<SignedIn> =>
    (await ask<{ signIn: SignedIn }>(by, SIGN_IN, { variables: { input: { username: 'anna', password: secret } } })).body.data?.signIn ??
    NONE;

  it('who sign in through one are known to the other, and to whoever reads the published keys', async () => {
    const { accessToken, role, errors } = await signIn();
    expect([role, errors, await me(there, accessToken)]).toEqual(['ANALYST', [], { name: 'anna', role: 'ANALYST' }]);
    const jwks = createRemoteJWKSet(new URL(`${there.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken ?? '', jwks, { issuer: 'playguard', audience: 'playguard-api', typ: 'at+jwt' });
    expect(payload).toMatchObject({ name: 'anna', role: 'ANALYST' });
    const answer = await fetch(`${here.url}/.well-known/jwks.json`);
    expect([answer.headers.get('cache-control'), JSON.stringify(await answer.json())]).toEqual([
      'public, max-age=300',
      expect.not.stringContaining('"d"') as string,
    ]);
  });

  it('who sign out through one are out at the other within 2 s, on open sockets too', async () => {
    const { accessToken } = await signIn();
    const socket = await subscribed(there, accessToken);
    const closed = once(socket, 'close');
    const startedAt = performance.now();
    await ask(here, 'mutation { signOut { signedOut } }', { token: accessToken ?? '' });
    await untilRefused(there, accessToken);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - startedAt).toBeLessThan(EVERYWHERE_MS);
  });

  it('go on with a refresh token, used up at either; a former one ends the session', async () => {
    const first = await signIn();
    const second = await refresh(there, first.refreshToken);
    expect(await refresh(here, first.refreshToken)).toMatchObject({ refreshToken: second.refreshToken });
    const third = await refresh(here, second.refreshToken);
    expect(await me(there, third.accessToken)).toMatchObject({ name: 'anna' });
    expect(await refresh(there, first.refreshToken)).toMatchObject({ accessToken: null, errors: [{ path: ['input', 'refreshToken'] }] });
    await Promise.all([here, there].map((by) => untilRefused(by, third.accessToken)));
  });

  it('are managed on the command line while servers run', async () => {
    const { accessToken } = await signIn();
    expect(await users('disable', 'anna')).toMatchObject({ code: 0, stdout: '' });
    await Promise.all([here, there].map((by) => untilRefused(by, accessToken)));
    expect(await signIn()).toMatchObject({ accessToken: null, errors: [{ message: 'User or password is wrong.' }] });
    expect((await users('list')).stdout).toMatch(/^anna\tANALYST\tdisabled\t\d{4}-.+Z\n$/);
    await users('enable', 'anna');
    const renewed = await users('passwd', 'anna', '--generate');
    const former = password;
    password = renewed.stdout.trim();
    expect((await signIn(there, former)).errors).toHaveLength(1);
    expect((await signIn(there)).errors).toEqual([]);
  });

  it('show a forged token and are not known', async () => {
    const { accessToken } = await signIn(there);
    const [header = '', claims = '', signature = ''] = accessToken?.split('.') ?? [];
    const forged = [
      `${part({ alg: 'none', typ: 'at+jwt' })}.${claims}.`,
      `${header}.${claims}.${'A'.repeat(signature.length)}`,
      `${part({ alg: 'EdDSA', typ: 'at+jwt', kid: 'unheard-of' })}.${claims}.${signature}`,
      `${header}.${claims}${'A'.repeat(7_000)}.${signature}`,
      `${accessToken}${'A'.repeat(9_000)}`, // longer than a credential may be
    ];
    for (const token of forged) {
      const { status, headers, body } = await ask(here, '{ me { name } }', { token });
      const codes = body.errors?.map(({ extensions }) => extensions?.code);
      expect([status, headers.get('www-authenticate'), codes]).toEqual([401, 'Bearer', ['UNAUTHENTICATED']]);
    }
    expect(await me(here, accessToken)).toMatchObject({ name: 'anna' });
  });

  it('who guess are put off, whatever they guess, and no secret reaches a log', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn(here, `a wrong guess, number ${i}`)));
    expect(guesses.flatMap(({ errors }) => errors)).toContainEqual(
      expect.objectContaining({ __typename: 'RateLimitedError', retryAfterMs: expect.any(Number) as number }),
    );
    for (const secret of [password, 'a wrong guess', 'eyJ', 'pgr_']) {
      expect([here, there].map((by) => by.logs().includes(secret))).toEqual([false, false]);
    }
  });
});

type SignedIn = {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly role: string | null;
  readonly errors: readonly object[];
};
const NONE: SignedIn = { accessToken: null, refreshToken: null, role: null, errors: [] };

const PAYLOAD = `accessToken refreshToken role
  errors { __typename ... on UserError { message path } ... on RateLimitedError { retryAfterMs } }`;
const SIGN_IN = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { ${PAYLOAD} } }`;
const REFRESH = `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { ${PAYLOAD} } }`;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Asking = { readonly token?: string; readonly variables?: object };

/** Asks as somebody with a token, or as nobody. */
const ask = async <Data>({ url }: PlayguardProcess, query: string, { token, variables = {} }: Asking = {}) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as GraphqlAnswer<Data> };
};

/** A socket on which alerts are followed. */
const subscribed = async ({ url }: PlayguardProcess, token: string | null): Promise<WebSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { riskAlerts { __typename } }' } }));
  return socket;
};

const me = async (by: PlayguardProcess, accessToken: string | null) =>
  (await ask<{ me: object }>(by, '{ me { name role } }', { token: accessToken ?? '' })).body.data?.me;

const untilRefused = (by: PlayguardProcess, token: string | null) =>
  eventually(async () => (await ask(by, '{ __typename }', { token: token ?? '' })).status === 401, {
    what: 'the token is refused',
    withinMs: EVERYWHERE_MS,
  });

const refresh = async (by: PlayguardProcess, refreshToken: string | null): Promise<SignedIn> =>
  (await ask<{ refreshSession: SignedIn }>(by, REFRESH, { variables: { input: { refreshToken } } })).body.data?.refreshSession ?? NONE;
