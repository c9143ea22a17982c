import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { checkIdentityKey, IdentityKeyMismatch } from '#store/identities/identity-key-check.ts';
import { DATABASE_KINDS, openTestStore, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';

describe.each(DATABASE_KINDS)('identities on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('gives a person one pseudonym, whoever asks first', async () => {
    const { identities } = opened;
    const ids = Array.from({ length: 50 }, (_, i) => `user-${i}`);
    const answers = await Promise.all([identities.identify('VIEWER', ids), identities.identify('VIEWER', ids.toReversed())]);
    for (const id of ids) expect(answers[0].get(id)).toBe(answers[1].get(id));
    expect(new Set(answers[0].values()).size).toBe(50);
    expect(await identities.pseudonyms('VIEWER', ['user-7', 'nobody'])).toEqual([answers[0].get('user-7'), null]);
    expect(await identities.pseudonyms('DEVICE', ['user-7'])).toEqual([null]);
    const [found, none, nonsense] = await identities.byIds('VIEWER', [answers[0].get('user-7') ?? '', randomUUID(), "x'}{"]);
    expect([found?.kind, none, nonsense]).toEqual(['VIEWER', null, null]);
  });

  it('keeps no original in clear', async () => {
    const { identities, database } = opened;
    await identities.identify('DEVICE', ['tv-in-the-living-room']);
    const rows = await database.sql.query<{ text: string }>('select identities::text as text from identities');
    expect(rows.some(({ text }) => text.includes('living') || text.includes(Buffer.from('living').toString('hex')))).toBe(false);
  });

  it('refuses a second identity key for the same database', async () => {
    const { sql } = opened.database;
    await checkIdentityKey(sql, createIdentityCipher(TEST_IDENTITY_KEY));
    await checkIdentityKey(sql, createIdentityCipher(TEST_IDENTITY_KEY));
    await expect(checkIdentityKey(sql, createIdentityCipher(Buffer.alloc(32, 8)))).rejects.toThrow(IdentityKeyMismatch);
  });
});
