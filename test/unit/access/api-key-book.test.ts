import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiKeyBook, openApiKeyBook } from '#access/keys/api-key-book.ts';
import { renewedSecret } from '#access/keys/api-key-secret.ts';
import { type ApiKeyService, createApiKeyService } from '#access/keys/api-key-service.ts';
import type { Principal } from '#access/principal.ts';
import { SCOPES } from '#domain/scope.ts';
import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { anApiKey } from '../../support/an-api-key.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApiKeyRepository } from '../../support/memory-api-keys.ts';
import { SILENT } from '../../support/test-store.ts';

const HOUR_MS = 3_600_000;
const OPERATOR = { keyId: null, scopes: new Set(SCOPES), expiresAt: null };
/** What is promised of every process. */
const EVERYWHERE_MS = 2_000;

describe('the book of API keys', () => {
  const { key, secret } = anApiKey();
  const { keyId } = key;
  let now = NOON;
  let isAway = false;
  let repository: ApiKeyRepository;
  let book: ApiKeyBook;
  /** Another process on the same keys. */
  let elsewhere: ApiKeyService;

  beforeEach(async () => {
    vi.useFakeTimers();
    now = NOON;
    isAway = false;
    const memory = createMemoryApiKeyRepository([key]);
    const orAway = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
      if (isAway) throw new Error('away');
      return answer;
    };
    repository = {
      ...memory,
      version: () => orAway(memory.version()),
      read: () => orAway(memory.read()),
      noteUses: (uses) => orAway(memory.noteUses(uses)),
    };
    book = await openApiKeyBook({ repository, now: () => now, log: SILENT });
    elsewhere = createApiKeyService({ repository: memory, book: { refresh: async () => undefined }, environment: 'test', now: () => now });
  });
  afterEach(async () => {
    await book[Symbol.asyncDispose]();
    vi.useRealTimers();
  });

  const whoShows = async (text: string): Promise<Principal | null> => {
    const answer = await book.authenticate(text);
    return answer.kind === 'KNOWN' ? answer.principal : null;
  };
  const entered = async (text = secret): Promise<Principal> => {
    const principal = await whoShows(text);
    if (principal === null) throw new Error('not let in');
    return principal;
  };
  const rotate = async (overlapMs: number): Promise<string> => {
    const outcome = await elsewhere.rotate(OPERATOR, keyId, overlapMs);
    return outcome.kind === 'DONE' && outcome.secret !== null ? outcome.secret : '';
  };

  it('knows who shows a secret, and what they may do', async () => {
    expect(await entered()).toMatchObject({
      kind: 'API_KEY',
      id: keyId,
      name: 'living room',
      role: 'CLIENT',
      source: 'tv',
      expiresAt: null,
    });
    expect([...(await entered()).scopes]).toEqual(['EVENTS_WRITE']);
    expect(book.isStanding(await entered())).toBe(true);
  });

  it('answers alike whoever shows a secret of no key, of another key, or of one that is disabled', async () => {
    await elsewhere.setEnabled(OPERATOR, keyId, false);
    await vi.advanceTimersByTimeAsync(EVERYWHERE_MS);
    const answers = await Promise.all([anApiKey().secret, renewedSecret(key.prefix), secret].map(book.authenticate));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await book.authenticate(`${secret}0`)).toMatchObject({ kind: 'REFUSED', reason: expect.stringContaining('copy all of it') });
  });

  it.each([
    ['disabled', () => elsewhere.setEnabled(OPERATOR, keyId, false)],
    ['deleted', () => elsewhere.remove(OPERATOR, keyId)],
    ['rotated without overlap', () => rotate(0)],
  ])('refuses a key within 2 s that was %s elsewhere, and who came with it', async (_what, change) => {
    const caller = await entered();
    await change();
    await vi.advanceTimersByTimeAsync(EVERYWHERE_MS);
    expect([await whoShows(secret), book.isStanding(caller)]).toEqual([null, false]);
  });

  it('ends who came with scopes that were taken from the key elsewhere, and lets them come again', async () => {
    const caller = await entered();
    await elsewhere.update(OPERATOR, keyId, { scopes: ['STATS_READ'] });
    await vi.advanceTimersByTimeAsync(EVERYWHERE_MS);
    expect([book.isStanding(caller), book.isStanding(await entered())]).toEqual([false, true]);
  });

  it('refuses a key from the moment at which it expires', async () => {
    const caller = await entered();
    await elsewhere.update(OPERATOR, keyId, { expiresAt: new Date(NOON.getTime() + HOUR_MS) });
    await book.refresh();
    now = new Date(NOON.getTime() + HOUR_MS - 1);
    expect([await whoShows(secret), book.isStanding(caller)]).toEqual([expect.objectContaining({ id: keyId }), true]);
    now = new Date(NOON.getTime() + HOUR_MS);
    expect([await whoShows(secret), book.isStanding(caller)]).toEqual([null, false]);
  });

  it('takes both secrets of a rotated key until the overlap ends, and then the new one alone', async () => {
    const before = await entered();
    const renewed = await rotate(HOUR_MS);
    await book.refresh();
    const after = await entered(renewed);
    expect((await entered()).expiresAt).toEqual(new Date(NOON.getTime() + HOUR_MS));
    expect([before, after].map(book.isStanding)).toEqual([true, true]);
    now = new Date(NOON.getTime() + HOUR_MS);
    expect([await whoShows(secret), await whoShows(renewed)]).toEqual([null, expect.objectContaining({ id: keyId })]);
    expect([before, after].map(book.isStanding)).toEqual([false, true]);
  });

  it('keeps the keys it knows while the store is away, and follows what changed when it is back', async () => {
    isAway = true;
    await elsewhere.setEnabled(OPERATOR, keyId, false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await entered()).toMatchObject({ id: keyId });
    isAway = false;
    await vi.advanceTimersByTimeAsync(EVERYWHERE_MS);
    expect(await whoShows(secret)).toBeNull();
  });

  it('notes when keys were last used, also what could not be noted while the store was away, and at its end', async () => {
    isAway = true;
    await entered();
    await vi.advanceTimersByTimeAsync(30_000);
    isAway = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await repository.find(keyId))?.lastUsedAt).toEqual(NOON);
    now = new Date(NOON.getTime() + 1);
    await entered();
    await book[Symbol.asyncDispose]();
    expect((await repository.find(keyId))?.lastUsedAt).toEqual(now);
  });
});
