import { SignJWT } from 'jose';
import { SCOPES_OF_ROLE } from '#access/role.ts';
import type { User } from '#store/access/user-repository.ts';
import type { KeyRing } from './key-ring.ts';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE, type TokenClaims } from './token-claims.ts';

/** A token and when it is over. */
export type AccessToken = { readonly text: string; readonly expiresAt: Date };

/** What a token is made for. */
export type TokenRequest = {
  readonly user: Pick<User, 'userId' | 'name' | 'role'>;
  readonly sessionId: string;
  readonly issuedAt: Date;
  readonly livesMs: number;
};

/** Signs an access token (RFC 9068). */
export const issueAccessToken = async (
  ring: Pick<KeyRing, 'signingKey'>,
  { user, sessionId, issuedAt, livesMs }: TokenRequest,
): Promise<AccessToken> => {
  const { keyId, privateKey } = ring.signingKey();
  const iat = Math.floor(issuedAt.getTime() / 1_000);
  const exp = iat + Math.floor(livesMs / 1_000);
  const claims: TokenClaims & { readonly iat: number } = {
    sub: user.userId,
    sid: sessionId,
    name: user.name,
    role: user.role,
    scopes: [...SCOPES_OF_ROLE[user.role]],
    iat,
    exp,
  };
  const text = await new SignJWT({ iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, ...claims })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid: keyId })
    .sign(privateKey);
  return { text, expiresAt: new Date(exp * 1_000) };
};
