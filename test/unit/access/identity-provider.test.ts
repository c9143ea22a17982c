import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import { createProviderTokenCheck } from '#access/tokens/provider-token-check.ts';

const ISSUER = 'https://login.example/realm';
const AUDIENCE = 'playguard';
const seconds = Math.floor(Date.now() / 1_000);
const CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: [AUDIENCE, 'another'],
  sub: 'f:1',
  preferred_username: 'anna',
  role: 'ANALYST',
  iat: seconds,
  exp: seconds + 300,
};
const without = (name: string): JWTPayload => Object.fromEntries(Object.entries(CLAIMS).filter(([claim]) => claim !== name));
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of an identity provider', () => {
  const told: string[] = [];
  let pairs: Readonly<Record<'RS256' | 'ES256' | 'EdDSA', CryptoKeyPair>>;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    const [RS256, ES256, EdDSA] = await Promise.all([pairOf('RS256'), pairOf('ES256'), pairOf('EdDSA')]);
    pairs = { RS256, ES256, EdDSA };
    provider = await startProvider(pairs);
  });
  afterAll(() => provider[Symbol.asyncDispose]());

  const checkAt = (jwksUrl: string, roleClaim = 'role') =>
    createProviderTokenCheck({
      provider: { jwksUrl, issuer: ISSUER, audience: AUDIENCE, roleClaim },
      now: () => new Date(),
      log: pino({ level: 'warn' }, { write: (line) => void told.push(line) }),
    });
  const forge = (claims: JWTPayload = CLAIMS, alg: keyof typeof pairs = 'RS256', kid: string = alg) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(pairs[alg].privateKey);

  it.each(['RS256', 'ES256', 'EdDSA'] as const)('of %s says who is calling', async (alg) => {
    const answer = await checkAt(provider.url).authenticate(await forge(CLAIMS, alg));
    expect(answer).toMatchObject({
      kind: 'KNOWN',
      principal: {
        kind: 'USER',
        id: 'f:1',
        name: 'anna',
        role: 'ANALYST',
        scopes: SCOPES_OF_ROLE.ANALYST,
        expiresAt: new Date((seconds + 300) * 1_000),
        sessionId: null,
      },
    });
  });

  it.each([
    ['role', { role: 'admin' }, 'ADMIN'],
    ['role', { role: ['viewer', 'ANALYST', 'ADMIN'] }, 'ADMIN'],
    ['https://example.com/role', { 'https://example.com/role': 'ANALYST' }, 'ANALYST'],
    ['realm_access.roles', { realm_access: { roles: ['analyst'] } }, 'ANALYST'],
  ])('with the role in %s: %j is of an %s', async (roleClaim, claims, role) => {
    const answer = await checkAt(provider.url, roleClaim).authenticate(await forge({ ...without('role'), ...claims }));
    expect(answer).toMatchObject({ principal: { role, scopes: SCOPES_OF_ROLE[role as 'ADMIN'] } });
  });

  const confused = async (): Promise<string> => {
    const signed = `${part({ alg: 'HS256', kid: 'RS256' })}.${part(CLAIMS)}`;
    const secret = await exportSPKI(pairs.RS256.publicKey);
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  it.each([
    ['of the algorithm none', async () => `${part({ alg: 'none', kid: 'RS256' })}.${part(CLAIMS)}.`, 'not one of'],
    ['of HS256 with the public key', confused, 'not one of'],
    ['of an unknown key', () => forge(CLAIMS, 'RS256', 'unheard-of'), 'not one of'],
    ['of another issuer', () => forge({ ...CLAIMS, iss: 'https://evil.example' }), 'not one of'],
    ['for another audience', () => forge({ ...CLAIMS, aud: 'another' }), 'not one of'],
    ['that is over', () => forge({ ...CLAIMS, exp: seconds - 60 }), 'not one of'],
    ['that never ends', () => forge(without('exp')), 'not one of'],
    ['of nobody', () => forge(without('sub')), 'not one of'],
    ['without a role', () => forge(without('role')), 'no role here'],
    ['of another role', () => forge({ ...CLAIMS, role: 'CLIENT' }), 'no role here'],
    ['with a role inherited by every object', () => forge({ ...without('role'), role: { ADMIN: true } }), 'no role here'],
  ])('%s is refused', async (_abuse, token, reason) => {
    const answer = await checkAt(provider.url).authenticate(await token());
    expect(answer).toEqual({ kind: 'REFUSED', reason: expect.stringContaining(reason) as string });
  });

  it.each([
    ['is not there', () => 'http://127.0.0.1:1/jwks'],
    ['answers something else', () => `${provider.url}/elsewhere`],
  ])('is refused while the provider %s, and that is told', async (_state, url) => {
    told.length = 0;
    const check = checkAt(url());
    const token = await forge();
    const answers = [await check.authenticate(token), await check.authenticate(token)];
    expect(answers.map((answer) => answer.kind === 'REFUSED' && answer.reason)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('does not answer') as string),
    );
    expect(told).toEqual([expect.stringContaining('the keys of the identity provider cannot be read')]);
  });
});

type CryptoKeyPair = { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };

const pairOf = (alg: 'RS256' | 'ES256' | 'EdDSA'): Promise<CryptoKeyPair> => generateKeyPair(alg, { extractable: true });

/** Publishes keys under the names of their algorithms. */
const startProvider = async (pairs: Readonly<Record<string, CryptoKeyPair>>): Promise<{ readonly url: string } & AsyncDisposable> => {
  const keys = await Promise.all(Object.entries(pairs).map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })));
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/jwks' ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
