import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import { openSessionBook } from '#access/tokens/session-book.ts';
import { type Attempt, createAttemptLimit } from '#access/users/attempt-limit.ts';
import { createSignIn, type SignInParts, VERIFICATIONS_WAITING_MAX } from '#access/users/create-sign-in.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { NOON } from '../../support/builders.ts';
import { eventually } from '../../support/eventually.ts';
import { SILENT, TEST_IDENTITY_KEY } from '../../support/test-store.ts';

/** Nobody can sign in: there is no user. */
const signInOfNobody = (overrides: Partial<SignInParts> = {}) =>
  createSignIn({
    users: { byName: async () => null },
    sessions: { begin: async () => false, decide: async () => null },
    ring: { signingKey: () => Promise.reject(new Error('nobody gets a token')) as never },
    book: { refresh: async () => undefined },
    cipher: createIdentityCipher(TEST_IDENTITY_KEY),
    attempts: async () => null,
    now: () => NOON,
    log: SILENT,
    ...overrides,
  });

describe('signing in', () => {
  it('is put off when more passwords than a named number wait to be verified', async () => {
    const { signIn } = signInOfNobody();
    const attempts = Array.from({ length: VERIFICATIONS_WAITING_MAX + 2 + 4 }, () =>
      signIn({ username: 'anna', password: 'correct horse battery', address: '192.0.2.1' }),
    );
    const limited = (await Promise.all(attempts)).filter((outcome) => outcome.kind === 'LIMITED');
    expect(limited).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ retryAfterMs: 1_000 }) as object));
  });

  it('is refused without verifying anything when it was tried too often', async () => {
    const asked: object[] = [];
    const { signIn } = signInOfNobody({
      users: { byName: () => Promise.reject(new Error('looked up')) },
      attempts: async (attempt) => {
        asked.push(attempt);
        return { retryAfterMs: 5_000, limit: 10, windowMs: 300_000 };
      },
    });
    const outcome = await signIn({ username: ' Anna ', password: 'correct horse battery', address: '192.0.2.1' });
    expect(outcome).toEqual({ kind: 'LIMITED', retryAfterMs: 5_000, limit: 10, windowMs: 300_000 });
    expect(asked).toEqual([{ account: 'anna', address: '192.0.2.1' }]);
  });
});

describe('the book of ended sessions', () => {
  it('keeps what it knew last while the store is away, and that is told once', async () => {
    const told: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => void told.push(line) });
    const ended = { version: 1, sessionIds: [randomUUID()], userIds: [randomUUID()] };
    let looks = 0;
    const version = (): Promise<number> => ((looks += 1), Promise.reject(new Error('away')));
    await using book = await openSessionBook({ repository: { version, ended: async () => ended }, now: () => NOON, log });
    await eventually(() => looks > 2, { what: 'a third look' });
    expect(told).toEqual([expect.stringContaining('ended sessions cannot be read: what was known last stays')]);
    const [id = ''] = ended.userIds;
    const [sessionId = ''] = ended.sessionIds;
    expect([book.isStanding({ id: randomUUID(), sessionId }), book.isStanding({ id, sessionId: null })]).toEqual([false, false]);
    expect(book.isStanding({ id: randomUUID(), sessionId: randomUUID() })).toBe(true);
  });
});

const refusals = async (answers: Promise<readonly unknown[]>) => (await answers).filter((answer) => answer !== null);

describe('attempts to sign in', () => {
  it('are limited by account, wherever they come from, and by address, whoever it is', async () => {
    const clock = { now: NOON.getTime() };
    const limit = createAttemptLimit(createMemoryRateLimiter({ now: () => new Date(clock.now) }));
    const attempts = (count: number, attempt: (index: number) => Attempt) =>
      Promise.all(Array.from({ length: count }, (_, index) => limit(attempt(index))));

    const byAccount = await refusals(attempts(12, (index) => ({ account: 'anna', address: `192.0.2.${index}` })));
    expect(byAccount).toHaveLength(2);
    expect(byAccount[0]).toMatchObject({ limit: 10, windowMs: 300_000 });
    const byAddress = await refusals(attempts(52, (index) => ({ account: `user-${index}`, address: '198.51.100.1' })));
    expect(byAddress).toHaveLength(2);
    expect(byAddress[0]).toMatchObject({ limit: 50, windowMs: 300_000 });
    expect(await limit({ account: 'bea', address: '198.51.100.2' })).toBeNull();

    clock.now += 360_000;
    expect(await limit({ account: 'anna', address: '198.51.100.1' })).toBeNull();
  });
});
