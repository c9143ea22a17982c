import { describe, expect, it } from 'vitest';
import type { Principal } from '#access/principal.ts';
import { ANONYMOUS, userPrincipal } from '#access/principal.ts';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import type { SignInOutcome } from '#access/users/sign-in.ts';
import { aPrincipal } from '../../support/a-principal.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const TOKENS = { accessToken: 'access', refreshToken: 'refresh', role: 'ANALYST' } as const;
const NO_TOKENS = { accessToken: null, refreshToken: null, role: null, expiresAt: null };
const PAYLOAD = `{ accessToken refreshToken expiresAt role
  errors { __typename ... on UserError { message path } ... on RateLimitedError { retryAfterMs limit windowMs } } }`;
const SIGN_IN = `mutation { signIn(input: { username: "anna", password: "secret" }) ${PAYLOAD} }`;
const REFRESH = `mutation { refreshSession(input: { refreshToken: "token" }) ${PAYLOAD} }`;

const anna = userPrincipal({
  id: 'a-user',
  name: 'anna',
  role: 'ANALYST',
  scopes: SCOPES_OF_ROLE.ANALYST,
  expiresAt: NOON,
  sessionId: 'a-session',
});

describe('signing in', () => {
  it.each([
    ['tokens', SIGN_IN, { kind: 'SIGNED_IN', ...TOKENS, expiresAt: NOON }, { ...TOKENS, expiresAt: NOON.toISOString(), errors: [] }],
    [
      'one sentence for whatever is wrong',
      SIGN_IN,
      { kind: 'WRONG' },
      { ...NO_TOKENS, errors: [{ __typename: 'InvalidInputError', message: 'User or password is wrong.', path: ['input'] }] },
    ],
    [
      'how long to wait',
      SIGN_IN,
      { kind: 'LIMITED', retryAfterMs: 5_000, limit: 10, windowMs: 300_000 },
      { ...NO_TOKENS, errors: [expect.objectContaining({ __typename: 'RateLimitedError', retryAfterMs: 5_000, limit: 10 })] },
    ],
    [
      'where to go instead',
      SIGN_IN,
      { kind: 'ELSEWHERE' },
      { ...NO_TOKENS, errors: [expect.objectContaining({ message: expect.stringContaining('identity provider') as string })] },
    ],
    [
      'that a refresh token is over',
      REFRESH,
      { kind: 'WRONG' },
      { ...NO_TOKENS, errors: [expect.objectContaining({ path: ['input', 'refreshToken'] })] },
    ],
  ] satisfies [string, string, SignInOutcome, object][])('answers %s', async (_what, operation, outcome, payload) => {
    const asked: object[] = [];
    const answer = async (request: object): Promise<SignInOutcome> => {
      asked.push(request);
      return outcome;
    };
    await using api = await createMemoryApi({
      signIn: { signIn: answer, refresh: (refreshToken) => answer({ refreshToken }) },
    });
    const { data, errors } = await api.ask(operation, {}, ANONYMOUS);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toEqual([payload]);
    const input = operation === SIGN_IN ? { username: 'anna', password: 'secret', address: 'unknown' } : { refreshToken: 'token' };
    expect(asked).toEqual([input]);
  });

  it('and out again ends the session of the token', async () => {
    const ended: unknown[] = [];
    await using api = await createMemoryApi({
      signIn: { signOut: async ({ sessionId }) => (ended.push(sessionId), sessionId !== null) },
    });
    const signOut = async (principal: typeof anna) => (await api.ask('mutation { signOut { signedOut } }', {}, principal)).data;
    expect(await signOut(anna)).toEqual({ signOut: { signedOut: true } });
    expect(await signOut(aPrincipal())).toEqual({ signOut: { signedOut: false } });
    expect(ended).toEqual(['a-session', null]);
  });
});

describe('me', () => {
  it.each([
    ['a person', anna, { kind: 'USER', name: 'anna', role: 'ANALYST', scopes: [...SCOPES_OF_ROLE.ANALYST], expiresAt: NOON.toISOString() }],
    [
      'a program',
      aPrincipal({ name: 'the app', scopes: new Set(['EVENTS_WRITE']) }),
      { kind: 'API_KEY', name: 'the app', role: 'CLIENT', scopes: ['EVENTS_WRITE'], expiresAt: null },
    ],
  ])('is %s', async (_who, principal, me) => {
    await using api = await createMemoryApi();
    const { data } = await api.ask('{ me { kind name role scopes expiresAt } }', {}, principal);
    expect(data).toEqual({ me });
  });

  it('is told how much is left for now', async () => {
    await using api = await createMemoryApi();
    const client = aPrincipal({ allowance: { requestsPerMinute: 60, eventsPerMinute: 100 } });
    await api.ports.quotas.takeRequests({ principal: client, address: 'unknown' }, 10);
    await api.ports.quotas.takeEvents(client, 99);
    const limitsOf = (principal: Principal) => api.ask('{ me { rateLimits { unit limit remaining } } }', {}, principal);
    expect(await limitsOf(client)).toMatchObject({
      data: {
        me: {
          rateLimits: [
            { unit: 'REQUESTS', limit: 60, remaining: 50 },
            { unit: 'EVENTS', limit: 100, remaining: 1 },
          ],
        },
      },
    });
    expect(await limitsOf(anna)).toMatchObject({ data: { me: { rateLimits: [{ unit: 'REQUESTS', limit: 600, remaining: 600 }] } } });
  });
});
