import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventStore } from '#store/events/event-store.ts';
import { createIdentityCipher, type IdentityCipher } from '#store/identities/identity-cipher.ts';
import { checkIdentityKey, IdentityKeyMismatch } from '#store/identities/identity-key-check.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { openIdentityCipher } from '#store/identities/open-identity-cipher.ts';
import { createSqlPersonalDataReader } from '#store/identities/personal-data-reader.ts';
import { rotateIdentityKey } from '#store/identities/rotate-identity-key.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';
import { unlink } from '../support/unlink.ts';

const OLD = TEST_IDENTITY_KEY;
const NEW = Buffer.alloc(32, 9);
const NEWEST = Buffer.alloc(32, 11);
const now = () => new Date();
const USERS = Array.from({ length: 1_200 }, (_, i) => `user-${i}`);

describe.each(DATABASE_KINDS)('the identity key is replaced, on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    await checkIdentityKey(opened.database.sql, createIdentityCipher(OLD));
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const storeWith = (cipher: IdentityCipher) => {
    const { sql } = opened.database;
    const identities = createIdentityTable(sql, cipher);
    return {
      identities,
      store: createEventStore(sql, identities, { cipher, isFullIpStored: true }),
      reader: createSqlPersonalDataReader(sql, cipher),
    };
  };
  const keep = async (cipher: IdentityCipher, userId: string) => {
    const { store } = storeWith(cipher);
    const viewerId = (await store.identify('VIEWER', [userId])).get(userId) ?? null;
    const event = { eventId: randomUUID(), occurredAt: now() };
    const identified = anIdentifiedEvent(event, { viewerId, deviceId: null });
    await store.inTransaction(now(), (transaction) => transaction.save([{ identified, assessment: anAssessment() }], []));
    const letter = { entryId: randomUUID(), source: 'demo', stage: 'STORE', reason: 'x', attempts: 5, failedAt: now() } as const;
    await store.setAside({ ...letter, eventId: event.eventId, eventKey: identified.key, userId, payload: `letter of ${userId}` });
    return { key: identified.key, occurredAt: event.occurredAt };
  };

  it('while traffic flows and though it is killed on the way; pseudonyms stay, who was erased is refused, and the old key opens nothing', async () => {
    const { sql } = opened.database;
    const before = storeWith(createIdentityCipher(OLD));
    const pseudonyms = await before.identities.identify('VIEWER', USERS);
    await unlink(sql, pseudonyms.get('user-7') ?? '');
    const place = await keep(createIdentityCipher(OLD), 'user-1');
    const both = await openIdentityCipher(sql, { key: OLD, next: NEW });
    await keep(both, 'user-2');
    await expect(openIdentityCipher(sql, { key: OLD, next: null })).rejects.toThrow('IDENTITY_KEY_NEXT');

    const living = USERS.filter((userId) => userId !== 'user-7');
    let isOver = false;
    const newcomers: string[] = [];
    const mistaken: string[] = [];
    const expected = (userId: string) => (userId === 'user-7' ? null : pseudonyms.get(userId));
    const traffic = [storeWith(both), storeWith(both)].map(async ({ identities }) => {
      for (let round = 0; !isOver; round++) {
        const newcomer = `newcomer-${round}`;
        newcomers.push(newcomer);
        const found = await identities.identify('VIEWER', [newcomer, 'user-7', ...living.slice((round * 37) % 1_000).slice(0, 50)]);
        for (const [userId, id] of found) if (pseudonyms.has(userId) && id !== expected(userId)) mistaken.push(userId);
        await turn();
      }
    });
    let slices = 0;
    const killed = rotateIdentityKey({
      sql,
      cipher: both,
      now,
      afterSlice: () => {
        if (++slices === 2) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    await expect(openIdentityCipher(sql, { key: NEW, next: null })).rejects.toThrow(IdentityKeyMismatch);
    expect(await rotateIdentityKey({ sql, cipher: await openIdentityCipher(sql, { key: OLD, next: NEW }), now })).toBeGreaterThan(0);
    isOver = true;
    await Promise.all(traffic);
    expect(mistaken).toEqual([]);

    await expect(openIdentityCipher(sql, { key: OLD, next: null })).rejects.toThrow(IdentityKeyMismatch);
    const cipher = await openIdentityCipher(sql, { key: NEW, next: null });
    const after = storeWith(cipher);
    expect(await after.identities.identify('VIEWER', USERS)).toEqual(new Map([...pseudonyms, ['user-7', null]]));
    const [made] = await sql.query<{ count: number }>(`select count(*)::int as count from identities where kind = 'VIEWER'`);
    expect(made?.count).toBe(USERS.length + new Set(newcomers).size);
    expect(await after.reader.originals([pseudonyms.get('user-1') ?? ''])).toEqual(['user-1']);
    expect(await after.reader.addresses([place])).toEqual(['203.0.113.7']);
    const letters = await sql.query<{ payload: string }>(`select encode(payload, 'hex') as payload from dead_letters`);
    expect(letters.map(({ payload }) => cipher.decrypt(Buffer.from(payload, 'hex'))).toSorted()).toEqual([
      'letter of user-1',
      'letter of user-2',
    ]);
    expect(await rotateIdentityKey({ sql, cipher: await openIdentityCipher(sql, { key: NEW, next: NEWEST }), now })).toBeGreaterThan(0);
    const twice = storeWith(await openIdentityCipher(sql, { key: NEWEST, next: null }));
    expect(await twice.identities.identify('VIEWER', ['user-1', 'user-7'])).toEqual(
      new Map([
        ['user-1', pseudonyms.get('user-1')],
        ['user-7', null],
      ]),
    );
    const old = createIdentityCipher(OLD);
    const sealed = await sql.query<{ text: string }>(`select encode(original, 'hex') as text from identities where original is not null
      union all select encode(payload, 'hex') from dead_letters union all select encode(sealed, 'hex') from retired_hash_keys
      union all select encode(ip_original, 'hex') from events where ip_original is not null`);
    for (const { text } of sealed) expect(() => old.decrypt(Buffer.from(text, 'hex'))).toThrow('another identity key');
  });

  it('makes nobody with a key that is not in force', async () => {
    const { identities } = storeWith(createIdentityCipher(OLD));
    await expect(identities.identify('VIEWER', ['somebody-new'])).rejects.toThrow(IdentityKeyMismatch);
  });
});
