import type { SessionDecision, UserSession } from '#store/access/session-repository.ts';
import type { User } from '#store/access/user-repository.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { hashRefreshToken, isTokenOf, nextRefreshToken, type RefreshToken } from './refresh-token.ts';

/** What became of a refresh token that was shown. */
export type RefreshOutcome =
  | { readonly kind: 'REFRESHED'; readonly token: RefreshToken; readonly session: UserSession; readonly user: User }
  /** Not known, or over. */
  | { readonly kind: 'REFUSED' }
  /** Somebody used a former token: it was copied, and nobody can tell by whom. The session is over. */
  | { readonly kind: 'REUSED'; readonly user: User };

/** So long a token may be shown again after it was used: its answer may have been lost, or two tabs have sent it. */
export const GRACE_MS = 30_000;
/** Former tokens that are recognised: one every 15 minutes for 30 days are 2,880. An older one is only refused. */
const FORMER_TOKENS_MAX = 4_096;

type Shown = { readonly token: RefreshToken; readonly cipher: Pick<IdentityCipher, 'hash'>; readonly now: Date };

/** Decides about a token that was shown for a session: it is used up, repeats the answer before, ends the session, or is nobody's. */
export const decideRefresh = ({ token, cipher, now }: Shown, session: UserSession, user: User): SessionDecision<RefreshOutcome> => {
  if (isOver(session, user, now)) return REFUSED;
  const next = nextRefreshToken(token, cipher);
  if (isTokenOf(session.refreshHash, token)) {
    const change = {
      refreshHash: hashRefreshToken(next),
      formerHash: session.refreshHash,
      rotations: session.rotations + 1,
      refreshedAt: now,
    };
    return { change, answer: { kind: 'REFRESHED', token: next, session, user } };
  }
  if (now.getTime() - session.refreshedAt.getTime() <= GRACE_MS) {
    const isAgain = isTokenOf(session.refreshHash, next);
    if (isAgain) return { change: null, answer: { kind: 'REFRESHED', token: next, session, user } };
    // Under another identity key the same answer cannot be given again, and a client that missed one has done nothing wrong.
    if (isTheOneBefore(token, session)) return REFUSED;
  }
  return isFormer(token, session, cipher) ? { change: { revokedAt: now }, answer: { kind: 'REUSED', user } } : REFUSED;
};

const isOver = ({ revokedAt, expiresAt }: UserSession, { isEnabled }: User, now: Date): boolean =>
  revokedAt !== null || expiresAt <= now || !isEnabled;

const isTheOneBefore = (token: RefreshToken, { formerHash }: UserSession): boolean => formerHash !== null && isTokenOf(formerHash, token);

const REFUSED: SessionDecision<RefreshOutcome> = { change: null, answer: { kind: 'REFUSED' } };

/** The one before is known by its hash, whatever the identity key was then; all others lead to the current one. */
const isFormer = (token: RefreshToken, session: UserSession, cipher: Shown['cipher']): boolean => {
  if (isTheOneBefore(token, session)) return true;
  let later = token;
  for (let step = 0; step < Math.min(session.rotations, FORMER_TOKENS_MAX); step++) {
    later = nextRefreshToken(later, cipher);
    if (isTokenOf(session.refreshHash, later)) return true;
  }
  return false;
};
