import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { issueAccessToken } from '#access/tokens/access-token.ts';
import type { KeyRing } from '#access/tokens/key-ring.ts';
import type { SessionBook } from '#access/tokens/session-book.ts';
import { TOKEN_MS } from '#access/tokens/token-claims.ts';
import { createBoundedWork } from '#runtime/bounded-work.ts';
import type { SessionRepository, UserSession } from '#store/access/session-repository.ts';
import type { User, UserRepository } from '#store/access/user-repository.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { decideRefresh } from './decide-refresh.ts';
import { isPasswordOf, NOBODYS_HASH } from './password-hash.ts';
import { PASSWORD_CHARACTERS_MAX } from './password-rules.ts';
import { firstRefreshToken, hashRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.ts';
import type { SignIn, SignInOutcome, SignInRequest } from './sign-in.ts';
import { userNameOf } from './user-name.ts';

export type SignInParts = {
  readonly users: Pick<UserRepository, 'byName'>;
  readonly sessions: Pick<SessionRepository, 'begin' | 'decide'>;
  readonly ring: Pick<KeyRing, 'signingKey'>;
  readonly book: Pick<SessionBook, 'refresh'>;
  readonly cipher: Pick<IdentityCipher, 'hash'>;
  readonly attempts: AttemptLimit;
  readonly now: () => Date;
  readonly log: Logger;
};

/** A session ends then, however often it was refreshed. */
export const SESSION_MS = 30 * 24 * 3_600_000;
/** Sessions of one user; a further sign-in ends the oldest. */
export const SESSIONS_PER_USER_MAX = 50;
/** Each holds 19 MiB and a thread of Node's pool of four, which files and name look-ups need too. */
const VERIFIED_AT_ONCE = 2;
/** At some 30 ms each, who waits last waits half a second. */
export const VERIFICATIONS_WAITING_MAX = 32;
const BUSY_MS = 1_000;

/** Signs people in whom the store knows. */
export const createSignIn = (parts: SignInParts): SignIn => {
  const verifications = createBoundedWork({ atOnce: VERIFIED_AT_ONCE, waitingMax: VERIFICATIONS_WAITING_MAX });
  return {
    signIn: async (request) => {
      const account = userNameOf(request.username);
      const refusal = await parts.attempts({ account: account ?? '', address: request.address });
      if (refusal !== null) return { kind: 'LIMITED', ...refusal };
      const user = account === null ? null : await parts.users.byName(account);
      const isRight = await verifications.run(() => isRightPassword(user, request));
      if (isRight === null) return { kind: 'LIMITED', retryAfterMs: BUSY_MS, limit: VERIFICATIONS_WAITING_MAX, windowMs: BUSY_MS };
      return user !== null && isRight && user.isEnabled ? begin(parts, user) : WRONG;
    },
    refresh: async (text) => {
      const token = parseRefreshToken(text);
      return token === null ? WRONG : refresh(parts, token);
    },
    signOut: async ({ sessionId }) => (sessionId === null ? false : end(parts, sessionId)),
  };
};

const WRONG: SignInOutcome = { kind: 'WRONG' };

/** As much work whether there is such a user or not. */
const isRightPassword = async (user: User | null, { password }: SignInRequest): Promise<boolean> => {
  const isRight = await isPasswordOf(user?.passwordHash ?? NOBODYS_HASH, password.slice(0, PASSWORD_CHARACTERS_MAX));
  return isRight && user !== null && password.length <= PASSWORD_CHARACTERS_MAX;
};

const begin = async (parts: SignInParts, user: User): Promise<SignInOutcome> => {
  const at = parts.now();
  const { session, token } = newSession(user, at, SESSION_MS);
  const hasBegun = await parts.sessions.begin(session, user, SESSIONS_PER_USER_MAX);
  return hasBegun ? signedIn(parts, { user, session, token }) : WRONG;
};

/** A session that begins now, and its first refresh token. */
export const newSession = (
  { userId }: Pick<User, 'userId'>,
  at: Date,
  livesMs: number,
): { readonly session: UserSession; readonly token: RefreshToken } => {
  const sessionId = randomUUID();
  const token = firstRefreshToken(sessionId);
  const session = {
    sessionId,
    userId,
    refreshHash: hashRefreshToken(token),
    formerHash: null,
    rotations: 0,
    createdAt: at,
    refreshedAt: at,
    expiresAt: new Date(at.getTime() + livesMs),
    revokedAt: null,
  };
  return { session, token };
};

const refresh = async (parts: SignInParts, token: RefreshToken): Promise<SignInOutcome> => {
  const { sessions, book, cipher, now, log } = parts;
  const at = now();
  const outcome = await sessions.decide(token.sessionId, (session, user) => decideRefresh({ token, cipher, now: at }, session, user));
  switch (outcome?.kind) {
    case 'REFRESHED':
      return signedIn(parts, outcome);
    case 'REUSED':
      log.warn({ accountId: outcome.user.userId }, 'a refresh token was used twice: its session is over');
      await book.refresh();
      return WRONG;
    case 'REFUSED':
    case undefined:
      return WRONG;
    default:
      return outcome satisfies never;
  }
};

type Signed = { readonly user: User; readonly session: Pick<UserSession, 'sessionId' | 'expiresAt'>; readonly token: RefreshToken };

/** No token outlives its session. */
const signedIn = async ({ ring, now }: SignInParts, { user, session, token }: Signed): Promise<SignInOutcome> => {
  const issuedAt = now();
  const livesMs = Math.min(TOKEN_MS, session.expiresAt.getTime() - issuedAt.getTime());
  const access = await issueAccessToken(ring, { user, sessionId: session.sessionId, issuedAt, livesMs });
  return { kind: 'SIGNED_IN', accessToken: access.text, refreshToken: token.text, expiresAt: access.expiresAt, role: user.role };
};

const end = async ({ sessions, book, now }: SignInParts, sessionId: string): Promise<boolean> => {
  const at = now();
  const isEnded = await sessions.decide(sessionId, ({ revokedAt }) =>
    revokedAt === null ? { change: { revokedAt: at }, answer: true } : { change: null, answer: false },
  );
  await book.refresh();
  return isEnded === true;
};
