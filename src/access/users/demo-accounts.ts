import { randomUUID } from 'node:crypto';
import { type UserRole, USER_ROLES } from '#domain/user-role.ts';
import { issueAccessToken } from '#access/tokens/access-token.ts';
import type { KeyRing } from '#access/tokens/key-ring.ts';
import { TOKEN_MS_MAX } from '#access/tokens/token-claims.ts';
import type { SessionRepository } from '#store/access/session-repository.ts';
import type { User, UserRepository } from '#store/access/user-repository.ts';
import { randomPassword, USERS_MAX } from './accounts.ts';
import { newSession, SESSIONS_PER_USER_MAX } from './create-sign-in.ts';
import { hashPassword } from './password-hash.ts';
import { DEMO_NAME_START } from './user-name.ts';

/** Somebody who may look at a demo: signed in already, for 12 hours, since nobody renews the token of a headers tab. */
export type DemoAccount = { readonly name: string; readonly password: string; readonly token: string };

export type DemoAccountParts = {
  readonly users: UserRepository;
  readonly sessions: Pick<SessionRepository, 'begin'>;
  readonly ring: Pick<KeyRing, 'signingKey'>;
  readonly now: () => Date;
};

/** Makes the account of a role anew, with another password; one of an earlier demo loses its password and its sessions. */
export const renewDemoAccount = async (parts: DemoAccountParts, role: UserRole): Promise<DemoAccount> => {
  const { users, sessions, ring, now } = parts;
  const password = randomPassword();
  const user = await renewUser(users, { name: nameOf(role), role, passwordHash: await hashPassword(password) }, now());
  const { session } = newSession(user, now(), TOKEN_MS_MAX);
  await sessions.begin(session, user, SESSIONS_PER_USER_MAX);
  const issuing = { user, sessionId: session.sessionId, issuedAt: now(), livesMs: TOKEN_MS_MAX };
  const { text: token } = await issueAccessToken(ring, issuing);
  return { name: user.name, password, token };
};

const nameOf = (role: UserRole): string => `${DEMO_NAME_START}${role.toLowerCase()}`;

/** Lets accounts of an earlier demo sign in no more: its passwords and tokens were printed. */
export const retireDemoAccounts = async (users: Pick<UserRepository, 'byName' | 'change'>, at: Date): Promise<void> => {
  for (const name of USER_ROLES.map(nameOf)) {
    // oxlint-disable-next-line no-await-in-loop -- two of them, once
    if ((await users.byName(name))?.isEnabled === true) await users.change(name, { isEnabled: false }, at);
  }
};

const renewUser = async (users: UserRepository, wanted: Pick<User, 'name' | 'role' | 'passwordHash'>, at: Date): Promise<User> => {
  const { name, ...change } = wanted;
  const renewed = await users.change(name, { ...change, isEnabled: true }, at);
  if (renewed !== null) return renewed;
  const user = { ...wanted, userId: randomUUID(), isEnabled: true, createdAt: at, lastSignedInAt: null };
  if (await users.add(user, USERS_MAX)) return user;
  throw new Error(`${name} cannot be added`);
};
