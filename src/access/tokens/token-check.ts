import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { Authentication, CredentialCheck } from '#access/authenticator.ts';
import type { KeyRing } from './key-ring.ts';
import type { SessionBook } from './session-book.ts';
import {
  CLOCK_TOLERANCE_SECONDS,
  principalOfClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TOKEN_MS_MAX,
  TOKEN_TYPE,
  TokenClaims,
} from './token-claims.ts';

export type TokenCheckParts = {
  readonly ring: Pick<KeyRing, 'publicKey'>;
  readonly book: Pick<SessionBook, 'isStanding'>;
  readonly now: () => Date;
};

/** Knows people by the tokens that were issued here; every pitfall of RFC 8725 is refused alike. */
export const createTokenCheck = ({ ring, book, now }: TokenCheckParts): CredentialCheck => {
  const findKey: JWTVerifyGetKey = async ({ kid }) => {
    const key = typeof kid === 'string' && kid.length <= KEY_ID_CHARACTERS_MAX ? await ring.publicKey(kid) : null;
    if (key === null) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  return {
    authenticate: async (token) => {
      const claims = await verified(token, findKey, now());
      if (claims === null) return REFUSED;
      const principal = principalOfClaims(claims);
      return book.isStanding(principal) ? { kind: 'KNOWN', principal } : REFUSED;
    },
    isStanding: book.isStanding,
  };
};

/** One answer for whatever is wrong: who forges a token learns nothing. */
const REFUSED: Authentication = { kind: 'REFUSED', reason: 'This token is not known, or not any more: sign in, or refresh the session.' };

const KEY_ID_CHARACTERS_MAX = 64;

const EXPECTED: JWTVerifyOptions = {
  algorithms: [TOKEN_ALGORITHM],
  typ: TOKEN_TYPE,
  issuer: TOKEN_ISSUER,
  audience: TOKEN_AUDIENCE,
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
  maxTokenAge: TOKEN_MS_MAX / 1_000,
  requiredClaims: ['sub', 'sid', 'name', 'role', 'scopes', 'exp'],
};

const verified = async (token: string, findKey: JWTVerifyGetKey, currentDate: Date): Promise<TokenClaims | null> => {
  try {
    const { payload } = await jwtVerify(token, findKey, { ...EXPECTED, currentDate });
    return TokenClaims.safeParse(payload).data ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
};
