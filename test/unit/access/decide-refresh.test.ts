import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decideRefresh, GRACE_MS } from '#access/users/decide-refresh.ts';
import { newSession, SESSION_MS } from '#access/users/create-sign-in.ts';
import { parseRefreshToken, type RefreshToken } from '#access/users/refresh-token.ts';
import type { UserSession } from '#store/access/session-repository.ts';
import type { User } from '#store/access/user-repository.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { NOON } from '../../support/builders.ts';
import { TEST_IDENTITY_KEY } from '../../support/test-store.ts';

const cipher = createIdentityCipher(TEST_IDENTITY_KEY);
const later = (ms: number): Date => new Date(NOON.getTime() + ms);
const anna: User = {
  userId: randomUUID(),
  name: 'anna',
  passwordHash: '',
  role: 'ANALYST',
  isEnabled: true,
  createdAt: NOON,
  lastSignedInAt: null,
};

/** A session whose refresh token is shown again and again; what is decided is kept, as the store keeps it. */
const aSession = (overrides: Partial<UserSession> = {}) => {
  const begun = newSession(anna, NOON, SESSION_MS);
  let session: UserSession = { ...begun.session, ...overrides };
  return {
    first: begun.token,
    show(token: RefreshToken, now: Date, { user = anna, by = cipher } = {}) {
      const { change, answer } = decideRefresh({ token, cipher: by, now }, session, user);
      session = { ...session, ...change };
      return answer;
    },
    /** Refreshes so often in turn, a minute apart; answers every token there was. */
    refresh(times: number): readonly RefreshToken[] {
      const tokens = [begun.token];
      for (let minute = 1; minute <= times; minute++) {
        const outcome = this.show(tokens.at(-1) ?? begun.token, later(minute * 60_000));
        if (outcome.kind === 'REFRESHED') tokens.push(outcome.token);
      }
      return tokens;
    },
    isRevoked: () => session.revokedAt !== null,
  };
};

describe('a refresh token', () => {
  it('is exchanged for another at every use', () => {
    const tokens = aSession().refresh(5);
    expect(new Set(tokens.map(({ text }) => text)).size).toBe(6);
    for (const token of tokens) expect(parseRefreshToken(token.text)).toEqual(token);
  });

  it('shown again at once gets the same answer again, since the first may have been lost', () => {
    const session = aSession();
    const first = session.show(session.first, later(0));
    expect(session.show(session.first, later(GRACE_MS))).toEqual({ ...first, session: expect.anything() as object });
    expect(session.isRevoked()).toBe(false);
  });

  it.each([
    ['the one before', 19],
    ['one long before', 3],
    ['the first', 0],
  ])('that was used (%s) ends the session for everybody when it is shown once more', (_which, index) => {
    const session = aSession();
    const tokens = session.refresh(20);
    const reused = tokens[index] ?? session.first;
    expect(session.show(reused, later(21 * 60_000))).toMatchObject({ kind: 'REUSED', user: { name: 'anna' } });
    expect(session.isRevoked()).toBe(true);
    expect(session.show(tokens[20] ?? session.first, later(21 * 60_000))).toEqual({ kind: 'REFUSED' });
  });

  it('used twice under another identity key is not answered again, and ends the session only later', () => {
    const by = createIdentityCipher(Buffer.alloc(32, 8));
    const session = aSession();
    session.show(session.first, later(0));
    expect(session.show(session.first, later(1_000), { by })).toEqual({ kind: 'REFUSED' });
    expect(session.isRevoked()).toBe(false);
    expect(session.show(session.first, later(GRACE_MS + 1), { by })).toMatchObject({ kind: 'REUSED' });
  });

  it('made up for a session is refused, and ends nothing', () => {
    const session = aSession();
    session.refresh(3);
    const madeUp = { ...session.first, text: session.first.text.replace(/.{64}$/, '0'.repeat(64)) };
    expect(session.show(madeUp, later(240_000))).toEqual({ kind: 'REFUSED' });
    expect(session.isRevoked()).toBe(false);
  });

  it.each([
    ['revoked', { revokedAt: NOON }, {}],
    ['30 days old', { expiresAt: later(60_000) }, {}],
    ['of somebody who is disabled', {}, { isEnabled: false }],
  ])('of a session that is %s is refused', (_state, overrides, user) => {
    const session = aSession(overrides);
    expect(session.show(session.first, later(60_000), { user: { ...anna, ...user } })).toEqual({ kind: 'REFUSED' });
  });

  it.each(['', 'pgr_', 'pgr_00000000000000000000000000000000_short', 'Bearer x', 'x'.repeat(10_000)])('cannot be %j', (text) => {
    expect(parseRefreshToken(text)).toBeNull();
  });
});
