import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyRing, openKeyRing } from '#access/tokens/key-ring.ts';
import { openSessionBook, type SessionBook } from '#access/tokens/session-book.ts';
import { createTokenCheck } from '#access/tokens/token-check.ts';
import { type Accounts, createAccounts } from '#access/users/accounts.ts';
import { createSignIn, newSession, SESSION_MS } from '#access/users/create-sign-in.ts';
import { renewDemoAccount, retireDemoAccounts } from '#access/users/demo-accounts.ts';
import type { SignIn, SignInOutcome } from '#access/users/sign-in.ts';
import { createOrmSessionRepository } from '#store/access/orm-session-repository.ts';
import { createOrmSigningKeyRepository } from '#store/access/orm-signing-key-repository.ts';
import { createOrmUserRepository } from '#store/access/orm-user-repository.ts';
import type { SessionRepository } from '#store/access/session-repository.ts';
import type { UserRepository } from '#store/access/user-repository.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { NOON } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { DATABASE_KINDS, openTestStore, SILENT, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';

const PASSWORD = 'correct horse battery';
const DAY_MS = 86_400_000;
const cipher = createIdentityCipher(TEST_IDENTITY_KEY);

type SignedIn = Extract<SignInOutcome, { kind: 'SIGNED_IN' }>;
const signedIn = (outcome: SignInOutcome): SignedIn => {
  if (outcome.kind !== 'SIGNED_IN') throw new Error(`not signed in: ${outcome.kind}`);
  return outcome;
};

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

describe.each(DATABASE_KINDS)('users on %s', (kind) => {
  let opened: TestStore;
  let users: UserRepository;
  let sessions: SessionRepository;
  let accounts: Accounts;
  let book: SessionBook;
  let ring: KeyRing;
  let signIn: SignIn;
  let clock = NOON.getTime();
  const now = (): Date => new Date(clock);
  beforeAll(async () => {
    opened = await openTestStore(kind);
    users = createOrmUserRepository(opened.database);
    sessions = createOrmSessionRepository(opened.database);
    accounts = createAccounts({ users, now });
    book = await openSessionBook({ repository: sessions, now, log: SILENT });
    ring = await openRing();
    signIn = createSignIn({ users, sessions, ring, book, cipher, attempts: async () => null, now, log: SILENT });
    await accounts.add({ name: 'Anna', role: 'ANALYST', password: PASSWORD });
  });
  afterAll(async () => {
    await Promise.all([book[Symbol.asyncDispose](), ring[Symbol.asyncDispose]()]);
    await opened[Symbol.asyncDispose]();
  });

  const openRing = () => openKeyRing({ repository: createOrmSigningKeyRepository(opened.database), cipher, now, log: SILENT });
  const enter = (username = 'anna', password = PASSWORD) => signIn.signIn({ username, password, address: '192.0.2.1' });
  const known = async (token: string, by = ring, within = book) =>
    (await createTokenCheck({ ring: by, book: within, now }).authenticate(token)).kind === 'KNOWN';

  describe('as accounts', () => {
    it('are added once, whoever is faster', async () => {
      const adding = Array.from({ length: 4 }, () => accounts.add({ name: 'bea', role: 'ADMIN', password: PASSWORD }));
      const outcomes = await Promise.allSettled(adding);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const user = { userId: randomUUID(), name: 'one too many', role: 'ADMIN', passwordHash: '', isEnabled: true } as const;
      expect(await users.add({ ...user, createdAt: NOON, lastSignedInAt: null }, 2)).toBe(false);
    });

    it('are listed by name, and read back as they were written', async () => {
      const anna = { name: 'anna', role: 'ANALYST', isEnabled: true, createdAt: NOON, lastSignedInAt: null };
      expect(await accounts.list()).toMatchObject([anna, { name: 'bea', role: 'ADMIN' }]);
    });

    it.each([
      ['a name that is none', () => accounts.add({ name: 'an na', role: 'ADMIN', password: PASSWORD }), 'a user name has 1 to 64'],
      ['a short password', () => accounts.setPassword('anna', 'short'), 'fewer than 12'],
      ['somebody unknown', () => accounts.setEnabled('nobody', true), 'there is no user nobody'],
      ['a name of demos', () => accounts.add({ name: 'demo-user', role: 'ADMIN', password: PASSWORD }), 'names that begin with demo-'],
      ['a name that is taken', () => accounts.add({ name: 'anna', role: 'ADMIN', password: PASSWORD }), 'there is a user anna already'],
    ])('refuse %s, and say why', async (_what, refused, why) => {
      await expect(refused()).rejects.toThrow(why);
    });
  });

  describe('who sign in', () => {
    it('get a token that says who they are, for 15 minutes', async () => {
      const outcome = signedIn(await enter(' ANNA '));
      expect(outcome).toMatchObject({ role: 'ANALYST', expiresAt: new Date(clock + 900_000) });
      const answer = await createTokenCheck({ ring, book, now }).authenticate(outcome.accessToken);
      expect(answer).toMatchObject({ kind: 'KNOWN', principal: { kind: 'USER', name: 'anna', role: 'ANALYST' } });
      expect((await users.byName('anna'))?.lastSignedInAt).toEqual(now());
    });

    it.each([
      ['a wrong password', 'anna', 'correct horse batteries'],
      ['somebody unknown', 'nobody', PASSWORD],
      ['no name at all', '', PASSWORD],
      ['no password', 'anna', ''],
      ['a right password that goes on too long', 'anna', PASSWORD + 'x'.repeat(300)],
    ])('are told the same of %s', async (_what, name, password) => {
      expect(await enter(name, password)).toEqual({ kind: 'WRONG' });
    });

    it('and refresh at the same time get one answer twice; a former token ends the session for both', async () => {
      const { refreshToken, accessToken } = signedIn(await enter());
      const twice = (await Promise.all([signIn.refresh(refreshToken), signIn.refresh(refreshToken)])).map(signedIn);
      expect(twice[0]?.refreshToken).toBe(twice[1]?.refreshToken);
      expect(await known(accessToken)).toBe(true);

      clock += 60_000;
      const later = signedIn(await signIn.refresh(twice[0]?.refreshToken ?? ''));
      expect(await signIn.refresh(refreshToken)).toEqual({ kind: 'WRONG' });
      expect(await signIn.refresh(later.refreshToken)).toEqual({ kind: 'WRONG' });
      expect(await known(later.accessToken)).toBe(false);
    });

    it('sign out everywhere within 2 s', async () => {
      await using elsewhere = await openSessionBook({ repository: sessions, now, log: SILENT });
      const { accessToken, refreshToken } = signedIn(await enter());
      const answer = await createTokenCheck({ ring, book, now }).authenticate(accessToken);
      if (answer.kind !== 'KNOWN') throw new Error('not known');
      expect([await signIn.signOut(answer.principal), await signIn.signOut(answer.principal)]).toEqual([true, false]);
      expect(book.isStanding(answer.principal)).toBe(false);
      expect(await signIn.refresh(refreshToken)).toEqual({ kind: 'WRONG' });
      await eventually(() => !elsewhere.isStanding(answer.principal), { what: 'the end of the session elsewhere', withinMs: 2_000 });
    });

    it.each([
      ['disabled', () => accounts.setEnabled('anna', false)],
      ['given another password', () => accounts.setPassword('anna', `${PASSWORD}, another`)],
    ])('and are %s are out', async (_what, change) => {
      const { accessToken, refreshToken } = signedIn(await enter());
      await change();
      await book.refresh();
      expect(await known(accessToken)).toBe(false);
      expect([await signIn.refresh(refreshToken), await enter()]).toEqual([{ kind: 'WRONG' }, { kind: 'WRONG' }]);
      await accounts.setPassword('anna', PASSWORD);
      await accounts.setEnabled('anna', true);
      await book.refresh();
      expect((await enter()).kind).toBe('SIGNED_IN');
    });

    it('with what was read before their password was changed begin no session', async () => {
      const before = await users.byName('anna');
      if (before === null) throw new Error('no anna');
      await accounts.setPassword('anna', PASSWORD);
      expect(await sessions.begin(newSession(before, now(), SESSION_MS).session, before, 5)).toBe(false);
    });

    it('have so many sessions at most: the oldest ends', async () => {
      await accounts.setPassword('anna', PASSWORD);
      const anna = await users.byName('anna');
      if (anna === null) throw new Error('no anna');
      const begun = Array.from({ length: 5 }, (_, index) => newSession(anna, new Date(clock + index), SESSION_MS));
      for (const { session } of begun) await sessions.begin(session, anna, 3);
      await book.refresh();
      const standing = begun.map(({ session: { sessionId, userId } }) => book.isStanding({ id: userId, sessionId }));
      expect(standing.map((is, index) => (is ? null : index)).filter((index) => index !== null)).toEqual([0, 1]);
    });
  });

  describe('of a demo', () => {
    it('are signed in for 12 hours; another demo gives them other passwords, and ends what the former one began', async () => {
      const parts = { users, sessions, ring, now };
      const former = await renewDemoAccount(parts, 'ANALYST');
      expect((await enter(former.name, former.password)).kind).toBe('SIGNED_IN');
      const renewed = await renewDemoAccount(parts, 'ANALYST');
      await book.refresh();
      expect([renewed.name, (await enter(former.name, former.password)).kind]).toEqual(['demo-analyst', 'WRONG']);
      expect(await Promise.all([former, renewed].map(({ token }) => known(token)))).toEqual([false, true]);
      clock += 12 * 3_600_000 - 1_000;
      expect(await known(renewed.token)).toBe(true);
      clock += 7_000;
      expect(await known(renewed.token)).toBe(false);
    });
  });

  it('of a demo are gone once the server is no demo any more', async () => {
    const { name, password, token } = await renewDemoAccount({ users, sessions, ring, now }, 'ADMIN');
    await retireDemoAccounts(users, now());
    await book.refresh();
    expect([(await enter(name, password)).kind, await known(token)]).toEqual(['WRONG', false]);
  });

  describe('have tokens whose keys', () => {
    it('are published, the private part never', () => {
      const { keys } = ring.published();
      expect(keys).toEqual([
        { kty: 'OKP', crv: 'Ed25519', x: expect.any(String) as string, kid: expect.any(String) as string, alg: 'EdDSA', use: 'sig' },
      ]);
    });

    it('are changed after 30 days by one of many processes; the former key verifies until its last token is over', async () => {
      const rings = await Promise.all([openRing(), openRing(), openRing()]);
      const before = signedIn(await enter());
      clock += 30 * DAY_MS;
      await Promise.all(rings.map((each) => each.refresh()));
      await ring.refresh();
      const published = rings.map((each) => each.published().keys.map(({ kid }) => kid));
      expect(new Set(published.map((kids) => kids.join())).size).toBe(1);
      expect(published[0]).toHaveLength(2);

      const meanwhile = signedIn(await enter());
      expect(kidOf(meanwhile.accessToken)).toBe(kidOf(before.accessToken));
      clock += 600_000; // whoever keeps published keys knows the new one by now
      const after = signedIn(await enter());
      expect(kidOf(after.accessToken)).not.toBe(kidOf(before.accessToken));
      expect(await Promise.all([known(meanwhile.accessToken), known(after.accessToken)])).toEqual([true, true]);
      for (const each of rings) expect(await known(after.accessToken, each)).toBe(true);

      clock += 14 * 3_600_000;
      expect(ring.published().keys.map(({ kid }) => kid)).toEqual([kidOf(after.accessToken)]);
      await Promise.all(rings.map((each) => each[Symbol.asyncDispose]()));
    });

    it('another process has just made are found at once', async () => {
      clock += 30 * DAY_MS;
      await using faster = await openRing();
      const [newest] = faster.published().keys;
      expect(ring.published().keys.map(({ kid }) => kid)).not.toContain(newest?.kid);
      expect(await ring.publicKey(newest?.kid ?? '')).not.toBeNull();
      expect(await ring.publicKey('unheard-of')).toBeNull();
    });
  });
});
