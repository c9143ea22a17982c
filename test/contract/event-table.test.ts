import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { metadataFault } from '#ingest/judging/metadata-fault.ts';
import { unfitText } from '#ingest/judging/unstorable-text.ts';
import { createEventInsert, type InsertEvents } from '#store/events/event-table.ts';
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

  /** Stores the events and answers `columns` of each, in their order. */
  const storedAs = async <Row>(insert: InsertEvents, events: readonly AssessedEvent[], columns: string): Promise<readonly Row[]> => {
    const { sql } = opened.database;
    await insert(sql, events, now);
    const rows = await sql.query<Row & { readonly key: string }>(`select key, ${columns} from events`);
    const byKey = new Map(rows.map(({ key, ...row }) => [key.replaceAll('-', ''), row as Row]));
    return events.flatMap(({ identified }) => byKey.get(identified.key) ?? []);
  };
  const originals = async (insert: InsertEvents, addresses: readonly (string | null)[]): Promise<readonly (string | null)[]> => {
    const events = addresses.map((ipAddress) => anAssessed({ ipAddress }));
    return (await storedAs<{ original: string | null }>(insert, events, `encode(ip_original, 'hex') as original`)).map(
      ({ original }) => original,
    );
  };

  it('keep no whole address unless asked for', async () => {
    expect(await originals(createEventInsert(null), ['203.0.113.7', null])).toEqual([null, null]);
  });

  it('keep whole addresses encrypted, readable with the identity key alone', async () => {
    const addresses = ['203.0.113.7', null, '2001:db8:1::beef'];
    const kept = await originals(createEventInsert(cipher.encrypt), addresses);
    expect(kept.map(unsealed)).toEqual(addresses);
    const other = createIdentityCipher(Buffer.alloc(32, 8));
    expect(() => other.decrypt(Buffer.from(kept[0] ?? '', 'hex'))).toThrow('another identity key');
  });

  it('give back every text that the front door lets in', async () => {
    const some = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), 2_000);
    const texts = [...new Set([...some, ...AWKWARD])].filter((text) => unfitText(text) === null);
    const events = texts.map((text) =>
      anAssessed({ eventId: text, contentId: text, sessionId: text, appVersion: text, errorCode: text, source: text }),
    );
    const columns = 'event_id, content_id, session_id, app_version, error_code, source';
    const rows = await storedAs<Readonly<Record<string, string>>>(createEventInsert(null), events, columns);
    expect(rows.map((row) => Object.values(row))).toEqual(texts.map((text) => Array<string>(6).fill(text)));
  });

  it('give back all metadata that the front door lets in', async () => {
    const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })) as fc.Arbitrary<
      Record<string, unknown>
    >;
    const all = fc.sample(objects, 1_000).filter((metadata) => metadataFault(metadata) === null);
    const rows = await storedAs<{ text: string }>(
      createEventInsert(null),
      all.map((extraMetadata) => anAssessed({ extraMetadata })),
      'extra_metadata::text as text',
    );
    expect(rows.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      all.map((metadata) => JSON.parse(JSON.stringify(metadata)) as unknown),
    );
  });
});

/** Characters that decoders, arrays and JSON treat in their own way, first, last and alone. */
const AWKWARD = [
  '\uFEFF',
  '\uFFFE',
  '\uFFFF',
  '\uFFFD',
  '\u2028',
  '\u0085',
  '\u00A0',
  '\u200B',
  '\u202E',
  ' ',
  '\t',
  '\r',
  '\n',
  '\x7F',
  '\x01',
  '\\',
  '"',
  '{',
  '}',
  ',',
  'NULL',
  '𝄞',
].flatMap((character) => [character, `${character}x`, `x${character}`, `x${character}x`, `${character}${character}`]);
