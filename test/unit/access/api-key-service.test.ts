import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiKeyService, KeyOutcome } from '#access/keys/api-key-service.ts';
import { newKeyId, newSecret } from '#access/keys/api-key-secret.ts';
import { hashSecret, isSameHash } from '#access/secret-hash.ts';
import { addInitialApiKey } from '#access/keys/initial-api-key.ts';
import type { NewApiKey } from '#access/keys/new-api-key.ts';
import { type Scope, SCOPES } from '#domain/scope.ts';
import { aNewKey, anApiKey } from '../../support/an-api-key.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApiKeyRepository, createMemoryApiKeys } from '../../support/memory-api-keys.ts';

const OPERATOR = { keyId: null, scopes: new Set<Scope>(SCOPES), expiresAt: null };
const DAY_MS = 86_400_000;
const faultsOf = (outcome: KeyOutcome) =>
  outcome.kind === 'REFUSED' ? outcome.faults.map(({ kind, path }) => `${kind} ${path.join('.')}`) : [];

describe('managing API keys', () => {
  const { key } = anApiKey({ scopes: ['EVENTS_WRITE', 'PII_READ'] });
  let keys: ApiKeyService;
  beforeEach(() => {
    keys = createMemoryApiKeys([key], () => NOON);
  });

  it.each<[string, Partial<NewApiKey>, readonly string[]]>([
    ['the longest and highest', { source: `a${'_'.repeat(63)}`, name: 'é'.repeat(100), requestsPerMinute: 1_000_000 }, []],
    ['the least', { source: 'a', name: '1', requestsPerMinute: 1, eventsPerMinute: 1, expiresAt: new Date(NOON.getTime() + 1) }, []],
    ['an empty source', { source: '' }, ['INVALID_INPUT source']],
    ['a source that begins with a digit', { source: '1tv' }, ['INVALID_INPUT source']],
    ['a source in capitals', { source: 'TV' }, ['INVALID_INPUT source']],
    ['a source of 65 characters', { source: 'a'.repeat(65) }, ['INVALID_INPUT source']],
    ['a blank name', { name: ' ' }, ['INVALID_INPUT name']],
    ['a name of 101 characters', { name: 'a'.repeat(101) }, ['INVALID_INPUT name']],
    ['a name that ends a line', { name: 'a\nb' }, ['INVALID_INPUT name']],
    ['half a character', { name: 'a\ud800' }, ['INVALID_INPUT name']],
    ['no scopes', { scopes: [] }, ['INVALID_INPUT scopes']],
    [
      'limits of nothing',
      { requestsPerMinute: 0, eventsPerMinute: -1 },
      ['INVALID_INPUT requestsPerMinute', 'INVALID_INPUT eventsPerMinute'],
    ],
    ['limits too high', { requestsPerMinute: 1_000_001 }, ['INVALID_INPUT requestsPerMinute']],
    ['an end that is over', { expiresAt: NOON }, ['INVALID_INPUT expiresAt']],
    ['an end that is no time', { expiresAt: new Date(Number.NaN) }, ['INVALID_INPUT expiresAt']],
  ])('takes or refuses %s', async (_what, overrides, faults) => {
    const outcome = await keys.create(OPERATOR, aNewKey(overrides));
    expect(faultsOf(outcome)).toEqual(faults);
    expect(await keys.all()).toHaveLength(faults.length === 0 ? 2 : 1);
  });

  it('tells the secret of a new key, and keeps its hash alone', async () => {
    const outcome = await keys.create(OPERATOR, aNewKey({ scopes: ['EVENTS_WRITE', 'EVENTS_WRITE'] }));
    if (outcome.kind !== 'DONE' || outcome.secret === null) throw new Error('no key');
    expect(isSameHash(outcome.key.secretHash, hashSecret(outcome.secret))).toBe(true);
    expect(outcome.key).toMatchObject({ scopes: ['EVENTS_WRITE'], isEnabled: true, createdAt: NOON, lastUsedAt: null });
    expect(JSON.stringify(await keys.all())).not.toContain(outcome.secret.slice(-20));
  });

  const limited = {
    keyId: 'ffffffffffff',
    scopes: new Set<Scope>(['ADMIN', 'EVENTS_WRITE']),
    expiresAt: new Date(NOON.getTime() + DAY_MS),
  };
  it.each([
    [
      'grant a new key scopes it lacks',
      () => keys.create(limited, aNewKey({ scopes: ['EVENTS_WRITE', 'AUDIT_READ'], expiresAt: limited.expiresAt })),
      'scopes',
    ],
    ['make a key that outlives its own', () => keys.create(limited, aNewKey({ expiresAt: null })), 'expiresAt'],
    ['make its own end later', () => keys.update(limited, key.keyId, { expiresAt: null }), 'expiresAt'],
    ['grant an old key scopes it lacks', () => keys.update(limited, key.keyId, { scopes: ['AUDIT_READ'] }), 'scopes'],
    ['learn the secret of a key that may do more', () => keys.rotate(limited, key.keyId, 0), 'id'],
    ['disable itself', () => keys.setEnabled({ ...OPERATOR, keyId: key.keyId }, key.keyId, false), 'id'],
    ['delete itself', () => keys.remove({ ...OPERATOR, keyId: key.keyId }, key.keyId), 'id'],
  ])('lets no caller %s', async (_what, attempt, path) => {
    expect(faultsOf(await attempt())).toEqual([`CONFLICT ${path}`]);
    expect(await keys.all()).toEqual([key]);
  });

  it('changes what is named, and leaves the rest', async () => {
    const expiresAt = new Date(NOON.getTime() + DAY_MS);
    await keys.update(OPERATOR, key.keyId, { name: 'kitchen', expiresAt });
    await keys.update(OPERATOR, key.keyId, { requestsPerMinute: 7 });
    expect(await keys.find(key.keyId)).toEqual({ ...key, name: 'kitchen', expiresAt, requestsPerMinute: 7 });
    await keys.update(OPERATOR, key.keyId, { expiresAt: null });
    expect(await keys.find(key.keyId)).toMatchObject({ expiresAt: null });
  });

  it.each([
    [0, true],
    [30 * DAY_MS, true],
    [30 * DAY_MS + 1, false],
    [-1, false],
    [Number.NaN, false],
  ])('rotates with an overlap of %d ms: %s', async (overlapMs, isTaken) => {
    const outcome = await keys.rotate(OPERATOR, key.keyId, overlapMs);
    expect(faultsOf(outcome)).toEqual(isTaken ? [] : ['INVALID_INPUT overlap']);
    const now = await keys.find(key.keyId);
    expect(now).toMatchObject(isTaken ? { formerHash: key.secretHash, formerUntil: new Date(NOON.getTime() + overlapMs) } : key);
  });

  it('knows no key of another id', async () => {
    const outcomes = await Promise.all([
      keys.update(OPERATOR, 'unknown', {}),
      keys.rotate(OPERATOR, 'unknown', 0),
      keys.setEnabled(OPERATOR, 'unknown', true),
      keys.remove(OPERATOR, 'unknown'),
    ]);
    expect(outcomes.map(faultsOf)).toEqual(outcomes.map(() => ['NOT_FOUND id']));
  });
});

describe('the first API key', () => {
  it('is taken where there never was one: one that was deleted stays so', async () => {
    const repository = createMemoryApiKeyRepository();
    const text = newSecret('live', newKeyId());
    expect([await addInitialApiKey(repository, text, NOON), await addInitialApiKey(repository, text, NOON)]).toEqual([true, false]);
    const { keys } = await repository.read();
    for (const { keyId } of keys) await repository.remove(keyId);
    expect(await addInitialApiKey(repository, text, NOON)).toBe(false);
    expect((await repository.read()).keys).toEqual([]);
  });
});
