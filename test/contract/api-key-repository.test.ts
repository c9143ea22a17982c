import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEYS_MAX } from '#access/keys/new-api-key.ts';
import type { ApiKeyRepository } from '#store/access/api-key-repository.ts';
import { createOrmApiKeyRepository } from '#store/access/orm-api-key-repository.ts';
import { anApiKey } from '../support/an-api-key.ts';
import { NOON } from '../support/builders.ts';
import { createMemoryApiKeyRepository } from '../support/memory-api-keys.ts';
import { openTestStore } from '../support/test-store.ts';

const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

const onDatabase = (kind: 'PGlite' | 'PostgreSQL') => async () => createOrmApiKeyRepository(opened.use(await openTestStore(kind)).database);

describe.each<[string, () => Promise<ApiKeyRepository>]>([
  ['PGlite', onDatabase('PGlite')],
  ['PostgreSQL', onDatabase('PostgreSQL')],
  ['memory', async () => createMemoryApiKeyRepository()],
])('API keys in %s', (_name, open) => {
  let repository: ApiKeyRepository;
  beforeAll(async () => {
    repository = await open();
  });

  const added = async (overrides: Parameters<typeof anApiKey>[0] = {}) => {
    const { key } = anApiKey(overrides);
    expect(await repository.add(key, API_KEYS_MAX)).toBe(true);
    return key;
  };
  const bump = (keyId: string) =>
    repository.change(keyId, ({ requestsPerMinute }) => ({ kind: 'CHANGE', change: { requestsPerMinute: requestsPerMinute + 1 } }));

  it('are read back as they were added, the oldest first, and every addition is told by the version', async () => {
    const before = await repository.version();
    const key = await added({ expiresAt: later(1), formerHash: Buffer.alloc(32, 1), formerUntil: later(2), scopes: ['ADMIN', 'PII_READ'] });
    const older = await added({ createdAt: later(-1) });
    expect(await repository.version()).toBe(before + 2);
    const { version, keys } = await repository.read();
    expect(version).toBe(before + 2);
    const sorted = keys.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    expect(sorted.map(({ keyId }) => keyId)).toEqual([older.keyId, key.keyId]);
    expect(plain(await repository.find(key.keyId))).toEqual(plain(key));
    expect(await repository.find('unknown')).toBeNull();
  });

  it('are not added twice, nor beyond the limit', async () => {
    const key = await added();
    const before = await repository.read();
    expect(await repository.add(key, API_KEYS_MAX)).toBe(false);
    expect(await repository.add(anApiKey().key, before.keys.length)).toBe(false);
    expect(plain(await repository.read())).toEqual(plain(before));
  });

  it('changed by many at once lose no change', async () => {
    const { keyId, requestsPerMinute } = await added();
    const before = await repository.version();
    const seen = await Promise.all(Array.from({ length: 6 }, () => bump(keyId)));
    expect(new Set(seen.map((outcome) => outcome?.key.requestsPerMinute)).size).toBe(6);
    expect(await repository.find(keyId)).toMatchObject({ requestsPerMinute: requestsPerMinute + 6 });
    expect(await repository.version()).toBe(before + 6);
  });

  it('stay as they are when it is decided so, or when they are not there', async () => {
    const { keyId } = await added();
    const before = await repository.read();
    expect((await repository.change(keyId, () => ({ kind: 'REFUSED' })))?.decision).toEqual({ kind: 'REFUSED' });
    expect([await bump('unknown'), await repository.remove('unknown')]).toEqual([null, null]);
    expect(plain((await repository.read()).keys)).toEqual(plain(before.keys));
  });

  it('are removed once by many, and the version tells', async () => {
    const { keyId } = await added();
    const before = await repository.version();
    const removed = await Promise.all(Array.from({ length: 4 }, () => repository.remove(keyId)));
    expect(removed.filter((key) => key !== null).map((key) => key.keyId)).toEqual([keyId]);
    expect(await repository.find(keyId)).toBeNull();
    expect(await repository.version()).toBeGreaterThan(before);
  });

  it('remember the latest use, whoever notes it last', async () => {
    const [one, other] = [await added(), await added()];
    await repository.noteUses(new Map());
    await repository.noteUses(
      new Map([
        [one.keyId, later(2)],
        [other.keyId, later(1)],
        ['unknown', NOON],
      ]),
    );
    await repository.noteUses(
      new Map([
        [one.keyId, later(1)],
        [other.keyId, later(3)],
      ]),
    );
    const uses = await Promise.all([one, other].map(({ keyId }) => repository.find(keyId)));
    expect(uses.map((key) => key?.lastUsedAt)).toEqual([later(2), later(3)]);
  });
});

const later = (ms: number): Date => new Date(NOON.getTime() + ms);

/** Bytes are bytes, whichever type of Node they come in. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_name, part: unknown) => (part instanceof Uint8Array ? Buffer.from(part).toString('hex') : bytesOf(part))),
  );

const bytesOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'type' in part && part.type === 'Buffer' && 'data' in part
    ? Buffer.from(part.data as number[]).toString('hex')
    : part;
