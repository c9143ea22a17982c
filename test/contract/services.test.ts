import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { onPostgres } from '../support/on-postgres.ts';
import { createTestDatabase, createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

describe('test services', () => {
  it('give a database that is empty, of PostgreSQL 15 or later, and gone after use', async () => {
    const database = await createTestDatabase();
    const { rows } = await onPostgres(database.url, (client) =>
      client.query(`select current_setting('server_version_num')::int >= 150000 as "isRecent", count(*)::int as tables
                    from pg_tables where schemaname = 'public'`),
    );
    expect(rows).toEqual([{ isRecent: true, tables: 0 }]);
    await database[Symbol.asyncDispose]();
    await expect(onPostgres(database.url, (client) => client.query('select 1'))).rejects.toThrow('does not exist');
  });

  it('drop a database that somebody is still connected to', async () => {
    const database = await createTestDatabase();
    await onPostgres(database.url, async () => await database[Symbol.asyncDispose]());
    await expect(onPostgres(database.url, (client) => client.query('select 1'))).rejects.toThrow('does not exist');
  });

  it.skipIf(!hasRedis())('give a Redis key prefix whose keys are gone after use, and no others', async () => {
    await using kept = await createTestPrefix();
    const redis = new Redis(redisUrl());
    const { prefix, ...disposable } = await createTestPrefix();
    await redis.mset({ [`${prefix}a`]: 1, [`${prefix}{s0}:b`]: 1, [`${kept.prefix}a`]: 1 });
    await disposable[Symbol.asyncDispose]();
    expect(await redis.exists(`${prefix}a`, `${prefix}{s0}:b`)).toBe(0);
    expect(await redis.exists(`${kept.prefix}a`)).toBe(1);
    redis.disconnect();
  });
});
