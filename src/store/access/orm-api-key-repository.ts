import { isScope } from '#domain/scope.ts';
import { plainArray } from '#store/array-literal.ts';
import type { Database } from '#store/database.ts';
import { ApiKeyEntity } from '#store/entities/api-key-entity.ts';
import { lockHead, readHead } from './access-head.ts';
import type { ApiKey, ApiKeyRepository } from './api-key-repository.ts';

const HEAD = 'api-keys';

/** API keys through the ORM's unit of work; changes wait for each other at the head. */
export const createOrmApiKeyRepository = ({ orm: { em }, sql }: Pick<Database, 'orm' | 'sql'>): ApiKeyRepository => ({
  version: () => readHead(em, HEAD),
  read: async () => {
    const version = await readHead(em, HEAD);
    const rows = await em.fork().findAll(ApiKeyEntity, { orderBy: { createdAt: 'asc', keyId: 'asc' } });
    return { version, keys: rows.map(keyOf) };
  },
  add: (key, keysMax) =>
    em.fork().transactional(async (transaction) => {
      const head = await lockHead(transaction, HEAD);
      if ((await transaction.count(ApiKeyEntity)) >= keysMax) return false;
      if ((await transaction.count(ApiKeyEntity, { keyId: key.keyId })) > 0) return false;
      transaction.create(ApiKeyEntity, { ...key, scopes: [...key.scopes] }, { persist: true });
      head.version += 1;
      return true;
    }),
  find: async (keyId) => {
    const row = await em.fork().findOne(ApiKeyEntity, keyId);
    return row === null ? null : keyOf(row);
  },
  change: (keyId, decide) =>
    em.fork().transactional(async (transaction) => {
      const head = await lockHead(transaction, HEAD);
      const row = await transaction.findOne(ApiKeyEntity, keyId);
      if (row === null) return null;
      const decision = decide(keyOf(row));
      if (decision.change === undefined) return { key: keyOf(row), decision };
      const { scopes, ...change } = decision.change;
      Object.assign(row, change, scopes && { scopes: [...scopes] });
      head.version += 1;
      return { key: keyOf(row), decision };
    }),
  remove: (keyId) =>
    em.fork().transactional(async (transaction) => {
      const head = await lockHead(transaction, HEAD);
      const row = await transaction.findOne(ApiKeyEntity, keyId);
      if (row === null) return null;
      transaction.remove(row);
      head.version += 1;
      return keyOf(row);
    }),
  noteUses: async (uses) => {
    if (uses.size === 0) return;
    const at = [...uses.values()].map((moment) => moment.toISOString());
    await sql.query(NOTE_USES, [plainArray([...uses.keys()]), plainArray(at)]);
  },
});

/** api_keys_pkey */
const NOTE_USES = `update api_keys set last_used_at = used.at
  from unnest($1::text[], $2::timestamptz[]) as used (key_id, at)
  where api_keys.key_id = used.key_id and (last_used_at is null or last_used_at < used.at)`;

type Row = { [Field in keyof Omit<ApiKey, 'scopes'>]: null extends ApiKey[Field] ? ApiKey[Field] | undefined : ApiKey[Field] } & {
  scopes: string[];
};

/** A scope that a newer version wrote is one this version cannot grant. */
const keyOf = ({ scopes, formerHash, formerUntil, expiresAt, lastUsedAt, ...row }: Row): ApiKey => ({
  ...row,
  scopes: scopes.filter(isScope),
  formerHash: formerHash ?? null,
  formerUntil: formerUntil ?? null,
  expiresAt: expiresAt ?? null,
  lastUsedAt: lastUsedAt ?? null,
});
