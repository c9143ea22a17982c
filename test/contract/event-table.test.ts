import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createEventInsert } from '#store/events/event-table.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';

const now = new Date();
const cipher = createIdentityCipher(TEST_IDENTITY_KEY);
const NOBODY = { viewerId: null, deviceId: null };
const QUIET = {
  score: 0,
  level: 'LOW',
  findings: [],
  skippedRules: [],
  shadowRules: [],
  rulesetVersion: 'test-1',
  evaluatedAt: now,
} as const;

const anAssessed = (event: Partial<PlaybackEvent>): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), occurredAt: now, ...event }, NOBODY),
  assessment: QUIET,
});

const unsealed = (hex: string | null | undefined) => (hex == null ? hex : cipher.decrypt(Buffer.from(hex, 'hex')));

describe.each(DATABASE_KINDS)('the events of %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  /** What is kept of the whole addresses, as hexadecimal digits, in the order of the events. */
  const originals = async (insert: ReturnType<typeof createEventInsert>, addresses: readonly (string | null)[]) => {
    const { sql } = opened.database;
    const events = addresses.map((ipAddress) => anAssessed({ ipAddress }));
    await insert(sql, events, now);
    const rows = await sql.query<{ key: string; original: string | null }>(
      `select key, encode(ip_original, 'hex') as original from events`,
    );
    const byKey = new Map(rows.map(({ key, original }) => [key.replaceAll('-', ''), original]));
    return events.map(({ identified }) => byKey.get(identified.key));
  };

  it('keep no whole address unless asked for', async () => {
    expect(await originals(createEventInsert(null), ['203.0.113.7', null])).toEqual([null, null]);
  });

  it('keep whole addresses encrypted, readable with the identity key alone', async () => {
    const addresses = ['203.0.113.7', null, '2001:db8:1::beef'];
    const kept = await originals(createEventInsert(cipher.encrypt), addresses);
    expect(kept.map(unsealed)).toEqual(addresses);
    const other = createIdentityCipher(Buffer.alloc(32, 8));
    expect(() => other.decrypt(Buffer.from(kept[0] ?? '', 'hex'))).toThrow(/authenticate/);
  });
});
