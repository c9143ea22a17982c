import { createHmac, randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueAccessToken } from '#access/tokens/access-token.ts';
import { createTokenCheck } from '#access/tokens/token-check.ts';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import { NOON } from '../../support/builders.ts';

const KEY_ID = 'the-key';
const seconds = (date: Date): number => Math.floor(date.getTime() / 1_000);
const AT = seconds(NOON);
const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid: KEY_ID } as const;
const CLAIMS: JWTPayload = {
  iss: 'playguard',
  aud: 'playguard-api',
  sub: randomUUID(),
  sid: randomUUID(),
  name: 'anna',
  role: 'ANALYST',
  scopes: ['EVENTS_READ'],
  iat: AT,
  exp: AT + 900,
};
const without = (name: string): JWTPayload => Object.fromEntries(Object.entries(CLAIMS).filter(([claim]) => claim !== name));
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsigned = async (): Promise<string> => `${part({ ...HEADER, alg: 'none' })}.${part(CLAIMS)}.`;
/** Signed with the bytes of the public key, as a server that takes every algorithm would verify it. */
const confused = (bytes: () => Promise<string>) => async (): Promise<string> => {
  const signed = `${part({ ...HEADER, alg: 'HS256' })}.${part(CLAIMS)}`;
  return `${signed}.${createHmac('sha256', await bytes())
    .update(signed)
    .digest('base64url')}`;
};

describe('an access token', () => {
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let other: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    [pair, other] = await Promise.all([generateKeyPair('EdDSA', { extractable: true }), generateKeyPair('EdDSA')]);
  });

  type Forging = { readonly header?: Readonly<Record<string, unknown>>; readonly claims?: JWTPayload; readonly key?: CryptoKey };
  const forge = ({ header = {}, claims = CLAIMS, key = pair.privateKey }: Forging = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ ...HEADER, ...header }).sign(key);

  const ended = new Set<string | null>();
  const show = (token: string, now = NOON) =>
    createTokenCheck({
      ring: { publicKey: async (keyId) => (keyId === KEY_ID ? pair.publicKey : null) },
      book: { isStanding: ({ sessionId }) => !ended.has(sessionId) },
      now: () => now,
    }).authenticate(token);

  it('that was issued here says who is calling, and until when', async () => {
    const user = { userId: randomUUID(), name: 'anna', role: 'ANALYST' } as const;
    const sessionId = randomUUID();
    const ring = { signingKey: () => ({ keyId: KEY_ID, privateKey: pair.privateKey }) };
    const { text, expiresAt } = await issueAccessToken(ring, { user, sessionId, issuedAt: NOON, livesMs: 900_000 });
    expect(expiresAt).toEqual(new Date(NOON.getTime() + 900_000));
    const { userId: id, name, role } = user;
    const scopes = SCOPES_OF_ROLE.ANALYST;
    const principal = { kind: 'USER', id, name, role, scopes, source: null, expiresAt, sessionId };
    expect(await show(text)).toMatchObject({ kind: 'KNOWN', principal });
  });

  it('grants no more than its role may do, whatever it says', async () => {
    const answer = await show(await forge({ claims: { ...CLAIMS, scopes: ['STATS_READ', 'ADMIN', 'PII_READ', 'EVERYTHING'] } }));
    expect(answer).toMatchObject({ principal: { scopes: new Set(['STATS_READ']) } });
  });

  it.each([
    ['when it is over, by 5 s more than clocks differ', 906],
    ['5 s before clocks may differ when it was made', -6],
  ])('is refused %s', async (_when, second) => {
    const token = await forge();
    expect(await show(token, new Date((AT + second) * 1_000))).toMatchObject({ kind: 'REFUSED' });
    const within = second > 0 ? second - 2 : second + 2;
    expect(await show(token, new Date((AT + within) * 1_000))).toMatchObject({ kind: 'KNOWN' });
  });

  it('of a session that ended is refused', async () => {
    const sid = randomUUID();
    const token = await forge({ claims: { ...CLAIMS, sid } });
    expect(await show(token)).toMatchObject({ kind: 'KNOWN' });
    ended.add(sid);
    expect(await show(token)).toMatchObject({ kind: 'REFUSED' });
  });

  const tampered = async (): Promise<string> => {
    const [header, , signature] = (await forge()).split('.');
    return `${header}.${part({ ...CLAIMS, role: 'ADMIN' })}.${signature}`;
  };
  const ABUSES: readonly (readonly [string, () => Promise<string>])[] = [
    ['of the algorithm none', unsigned],
    ['of HS256 with the public key as PEM', confused(() => exportSPKI(pair.publicKey))],
    ['of HS256 with the public key as JWK', confused(async () => (await exportJWK(pair.publicKey)).x ?? '')],
    ['changed after it was signed', tampered],
    ['signed with another key', () => forge({ key: other.privateKey })],
    ['of an unknown key', () => forge({ header: { kid: 'unheard-of' } })],
    ['without a key id', () => forge({ header: { kid: undefined } })],
    ['that brings its own key', async () => forge({ header: { kid: undefined, jwk: await exportJWK(pair.publicKey) } })],
    ['for another audience', () => forge({ claims: { ...CLAIMS, aud: 'another-api' } })],
    ['of another issuer', () => forge({ claims: { ...CLAIMS, iss: 'https://evil.example' } })],
    ['of another type', () => forge({ header: { typ: 'JWT' } })],
    ['without a type', () => forge({ header: { typ: undefined } })],
    ['expired', () => forge({ claims: { ...CLAIMS, iat: AT - 1_800, exp: AT - 900 } })],
    ['that never ends', () => forge({ claims: without('exp') })],
    ['that ends too late', () => forge({ claims: { ...CLAIMS, iat: AT - 13 * 3_600, exp: AT + 3_600 } })],
    ['not yet valid', () => forge({ claims: { ...CLAIMS, nbf: AT + 60 } })],
    ['made in the future', () => forge({ claims: { ...CLAIMS, iat: AT + 60 } })],
    ...['iss', 'aud', 'sub', 'sid', 'name', 'role', 'scopes', 'iat'].map(
      (claim) => [`without ${claim}`, () => forge({ claims: without(claim) })] as const,
    ),
    ['of an unheard-of role', () => forge({ claims: { ...CLAIMS, role: 'ROOT' } })],
    ['of a client, which people are not', () => forge({ claims: { ...CLAIMS, role: 'CLIENT' } })],
    ['with scopes in one text', () => forge({ claims: { ...CLAIMS, scopes: 'ADMIN' } })],
    ['of nobody', () => forge({ claims: { ...CLAIMS, sub: '' } })],
    ['that is no token', async () => 'a.b.c'],
    ['that is empty', async () => '..'],
    ['of five parts', async () => 'a.b.c.d.e'],
    ['of 8,000 characters', async () => `${part(HEADER)}.${'A'.repeat(8_000)}.x`],
  ];

  it.each(ABUSES)('%s is refused like any other', async (_abuse, token) => {
    const { kind, reason } = (await show(await token())) as { readonly kind: string; readonly reason?: string };
    expect([kind, reason]).toEqual(['REFUSED', expect.stringMatching(/^This token is not known/)]);
  });
});
