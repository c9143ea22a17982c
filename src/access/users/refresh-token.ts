import { randomBytes } from 'node:crypto';
import { hashSecret, isSameHash } from '#access/secret-hash.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';

/** What a client renews its access token with; it names its session. */
export type RefreshToken = { readonly sessionId: string; readonly text: string };

/** `pgr_<session>_<256 bit>`, in hexadecimal digits. */
const TOKEN = /^pgr_(?<session>[0-9a-f]{32})_[0-9a-f]{64}$/;
const SECRET_BYTES = 32;
const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Null for a text that is no refresh token. */
export const parseRefreshToken = (text: string): RefreshToken | null => {
  const session = TOKEN.exec(text)?.groups?.['session'];
  return session === undefined ? null : { sessionId: session.replace(UUID, '$1-$2-$3-$4-$5'), text };
};

/** The first token of a session: 256 random bits. */
export const firstRefreshToken = (sessionId: string): RefreshToken => tokenOf(sessionId, randomBytes(SECRET_BYTES));

/**
 * The token that follows another. It depends on the one before and on the identity key: who asks twice with one token, since
 * the answer was lost, gets the same token twice; and whether a token is a former one of a session can be found out at any age.
 */
export const nextRefreshToken = ({ sessionId, text }: RefreshToken, cipher: Pick<IdentityCipher, 'hash'>): RefreshToken =>
  tokenOf(sessionId, cipher.hash('REFRESH_TOKEN', text));

/** What is kept of a token. */
export const hashRefreshToken = ({ text }: RefreshToken): Buffer => hashSecret(text);

/** Whether a token is the one of a hash; takes the same time wherever they differ. */
export const isTokenOf = (hash: Uint8Array, token: RefreshToken): boolean => isSameHash(hash, hashRefreshToken(token));

const tokenOf = (sessionId: string, secret: Buffer): RefreshToken => ({
  sessionId,
  text: `pgr_${sessionId.replaceAll('-', '')}_${secret.toString('hex')}`,
});
