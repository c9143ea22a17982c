import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#store/database.ts';
import type { Sql } from '#store/sql.ts';
import { eventually } from '../support/eventually.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { createTestDatabase } from '../support/services.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { DATABASE_KINDS, openTestStore, SILENT, type TestStore } from '../support/test-store.ts';

const CONNECTIONS_MAX = 4;

const count = async (sql: Sql): Promise<number | undefined> =>
  (await sql.query<{ count: number }>('select count(*)::int as count from settings'))[0]?.count;
const insert = (sql: Sql, name: string) => sql.query('insert into settings (name, value) values ($1, $1)', [name]);

describe.each(DATABASE_KINDS)('a transaction on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('commits what its work did, and what transactions within it did', async () => {
    const { sql } = opened.database;
    const answer = await sql.transaction(async (outer) => {
      await insert(outer, 'outer');
      await outer.transaction((inner) => insert(inner, 'inner'));
      return 'done';
    });
    expect([answer, await count(sql)]).toEqual(['done', 2]);
  });

  it('undoes everything when its work throws, and rejects with what was thrown', async () => {
    const { sql } = opened.database;
    const before = await count(sql);
    const failing = sql.transaction(async (transaction) => {
      await insert(transaction, 'undone');
      throw new RangeError('thrown inside');
    });
    await expect(failing).rejects.toThrow(new RangeError('thrown inside'));
    expect(await count(sql)).toBe(before);
  });

  it('leaves the database usable after a statement in it failed', async () => {
    const { sql } = opened.database;
    await expect(sql.transaction((transaction) => transaction.query('select 1 / 0'))).rejects.toMatchObject({ code: '22012' });
    await sql.transaction((transaction) => transaction.query('select 1'));
  });
});

describe('a database on PostgreSQL', () => {
  it('outlives more broken connections than its pool holds, and closes', async () => {
    await using home = await createTestDatabase();
    const database = await openOn(home.url);
    for (let broken = 0; broken < CONNECTIONS_MAX + 2; broken++) {
      const transaction = database.sql.transaction(async (inside) => {
        await inside.query('select pg_terminate_backend(pg_backend_pid())');
      });
      await expect(transaction).rejects.toThrow(/terminat|not queryable/);
    }
    expect(await database.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
    await database[Symbol.asyncDispose]();
  });

  it('gives a silent connection up and opens another', async () => {
    await using home = await createTestDatabase();
    await using wire = await openTcpProxy(home.url);
    await using database = await openOn(wire.urlOf(home.url), { silenceMsMax: 300 });
    await database.sql.query('select 1');
    wire.watch(() => false);
    await expect(database.sql.transaction((inside) => inside.query('select 1'))).rejects.toThrow(/no answer|terminated|not queryable/);
    wire.watch(null);
    expect(await database.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('serves again after a pause in which connections went silent', async () => {
    await using home = await createTestDatabase();
    await using database = await openOn(home.url, { silenceMsMax: 200 });
    await database.sql.query('select 1');
    await sleep(400);
    expect(await database.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each<{ setting: string; value: string; limits?: Limits }>([
    { setting: 'lock_timeout', value: '5s' },
    { setting: 'idle_in_transaction_session_timeout', value: '5s' },
    { setting: 'statement_timeout', value: '30s' },
    { setting: 'statement_timeout', value: '2s', limits: { statementMsMax: 2_000 } },
    { setting: 'statement_timeout', value: '30s', limits: { statementMsMax: 600_000 } },
    { setting: 'TimeZone', value: 'UTC' },
  ])('is asked with $setting $value', async ({ setting, value, limits = {} }) => {
    await using home = await createTestDatabase();
    await using database = await openOn(home.url, limits);
    expect(await database.sql.query('select current_setting($1) as value', [setting])).toEqual([{ value }]);
  });

  it('frees what a transaction holds that was stopped in the middle', async () => {
    await using home = await createTestDatabase();
    await using database = await openOn(home.url);
    await database.migrate();
    const goOn = Promise.withResolvers<void>();
    const stopped = database.sql.transaction(async (inside) => {
      await insert(inside, 'contested');
      await goOn.promise;
      await insert(inside, 'too late');
    });
    stopped.catch(() => undefined); // told below
    const isFree = () => insert(database.sql, 'contested').then(() => true);
    await eventually(isFree, { what: 'the place is free', withinMs: 20_000 });
    goOn.resolve();
    await expect(stopped).rejects.toThrow(/terminat|not queryable/i);
    expect(await count(database.sql)).toBe(1);
  });

  it('is migrated once by processes that start together', async () => {
    await using home = await createTestDatabase();
    const databases = await Promise.all(Array.from({ length: 3 }, () => openOn(home.url)));
    const [first, ...others] = await Promise.all(databases.map((database) => database.migrate()));
    expect([first, ...others].flat()).toHaveLength(MIGRATIONS);
    expect(await databases[0]?.pendingMigrations()).toEqual([]);
    await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
  });

  it('tells processes that start together what is pending', async () => {
    await using home = await createTestDatabase();
    const databases = await Promise.all(Array.from({ length: 3 }, () => openOn(home.url)));
    const pending = await Promise.all(databases.map((database) => database.pendingMigrations()));
    expect(pending.map(({ length }) => length)).toEqual([MIGRATIONS, MIGRATIONS, MIGRATIONS]);
    await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
  });

  it('waits longer for a migration than it does for any other lock', async () => {
    await using home = await createTestDatabase();
    await using database = await openOn(home.url);
    await onPostgres(home.url, async (other) => {
      await other.query('select pg_advisory_lock(7201002)');
      const migrating = database.migrate();
      await sleep(5_500);
      await other.query('select pg_advisory_unlock(7201002)');
      expect(await migrating).toHaveLength(MIGRATIONS);
    });
  });
});

const MIGRATIONS = readdirSync(new URL('../../migrations', import.meta.url)).length;

type Limits = { readonly silenceMsMax?: number; readonly statementMsMax?: number };

const openOn = (url: string, limits: Limits = {}): Promise<Database> =>
  openDatabase({ kind: 'postgres', url, connectionsMax: CONNECTIONS_MAX, ...limits }, SILENT);
