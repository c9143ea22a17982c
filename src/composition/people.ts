import type { JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import type { CredentialCheck } from '#access/authenticator.ts';
import type { RateLimiter } from '#access/limits/rate-limiter.ts';
import { openKeyRing } from '#access/tokens/key-ring.ts';
import { createProviderTokenCheck, type IdentityProvider } from '#access/tokens/provider-token-check.ts';
import { openSessionBook } from '#access/tokens/session-book.ts';
import { createTokenCheck } from '#access/tokens/token-check.ts';
import { createAttemptLimit } from '#access/users/attempt-limit.ts';
import { createSignIn } from '#access/users/create-sign-in.ts';
import { type DemoAccount, renewDemoAccount, retireDemoAccounts } from '#access/users/demo-accounts.ts';
import { type SignIn, SIGN_IN_ELSEWHERE } from '#access/users/sign-in.ts';
import { createOrmSessionRepository } from '#store/access/orm-session-repository.ts';
import { createOrmSigningKeyRepository } from '#store/access/orm-signing-key-repository.ts';
import { createOrmUserRepository } from '#store/access/orm-user-repository.ts';
import type { Database } from '#store/database.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { Config } from '#config.ts';

/** How people are known. */
export type People = {
  readonly tokens: CredentialCheck;
  readonly signIn: SignIn;
  /** What others verify our tokens with; null where they are an identity provider's. */
  readonly publicKeys: (() => JSONWebKeySet) | null;
  /** Accounts of a demo; null otherwise. */
  readonly demo: { readonly admin: DemoAccount; readonly analyst: DemoAccount } | null;
};

/** What knowing people takes; what is opened goes on the stack. */
export type PeopleOpening = {
  readonly config: Config;
  readonly isDemo: boolean;
  readonly database: Database;
  readonly cipher: IdentityCipher;
  readonly limiter: RateLimiter;
  readonly now: () => Date;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
};

/** Knows people by tokens until the stack is disposed: those of an identity provider when there is one, else our own. */
export const openPeople = (opening: PeopleOpening): Promise<People> => {
  const { identityProvider: provider } = opening.config;
  return provider === null ? openSignIn(opening) : Promise.resolve(peopleOf(provider, opening));
};

const peopleOf = (provider: IdentityProvider, { now, log }: PeopleOpening): People => ({
  tokens: createProviderTokenCheck({ provider, now, log }),
  signIn: SIGN_IN_ELSEWHERE,
  publicKeys: null,
  demo: null,
});

const openSignIn = async ({ isDemo, database, cipher, limiter, now, log, stack }: PeopleOpening): Promise<People> => {
  const users = createOrmUserRepository(database);
  const sessions = createOrmSessionRepository(database);
  const ring = stack.use(await openKeyRing({ repository: createOrmSigningKeyRepository(database), cipher, now, log }));
  if (!isDemo) await retireDemoAccounts(users, now());
  const demo = isDemo ? await renewDemoAccounts({ users, sessions, ring, now }) : null;
  const book = stack.use(await openSessionBook({ repository: sessions, now, log }));
  return {
    tokens: createTokenCheck({ ring, book, now }),
    signIn: createSignIn({ users, sessions, ring, book, cipher, attempts: createAttemptLimit(limiter), now, log }),
    publicKeys: ring.published,
    demo,
  };
};

const renewDemoAccounts = async (parts: Parameters<typeof renewDemoAccount>[0]): Promise<People['demo']> => {
  const [admin, analyst] = await Promise.all([renewDemoAccount(parts, 'ADMIN'), renewDemoAccount(parts, 'ANALYST')]);
  return { admin, analyst };
};
