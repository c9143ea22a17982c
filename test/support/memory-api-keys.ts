import { type ApiKeyService, createApiKeyService } from '#access/keys/api-key-service.ts';
import type { ApiKey, ApiKeyRepository } from '#store/access/api-key-repository.ts';

/** API keys in memory, with the promises of those in the database. */
export const createMemoryApiKeyRepository = (initial: readonly ApiKey[] = []): ApiKeyRepository => {
  const keys = new Map(initial.map((key) => [key.keyId, key]));
  let version = 0;
  return {
    version: async () => version,
    read: async () => ({ version, keys: [...keys.values()] }),
    find: async (keyId) => keys.get(keyId) ?? null,
    async add(key, keysMax) {
      if (keys.size >= keysMax || keys.has(key.keyId)) return false;
      keys.set(key.keyId, key);
      version += 1;
      return true;
    },
    async change(keyId, decide) {
      const known = keys.get(keyId);
      if (known === undefined) return null;
      const decision = decide(known);
      const key = { ...known, ...decision.change };
      keys.set(keyId, key);
      if (decision.change !== undefined) version += 1;
      return { key, decision };
    },
    async remove(keyId) {
      const key = keys.get(keyId) ?? null;
      if (keys.delete(keyId)) version += 1;
      return key;
    },
    async noteUses(uses) {
      for (const [keyId, at] of uses) {
        const key = keys.get(keyId);
        if (key !== undefined && (key.lastUsedAt === null || key.lastUsedAt < at)) keys.set(keyId, { ...key, lastUsedAt: at });
      }
    },
  };
};

/** Manages keys in memory that no process follows. */
export const createMemoryApiKeys = (initial: readonly ApiKey[] | undefined, now: () => Date): ApiKeyService =>
  createApiKeyService({
    repository: createMemoryApiKeyRepository(initial ?? []),
    book: { refresh: async () => undefined },
    environment: 'test',
    now,
  });
