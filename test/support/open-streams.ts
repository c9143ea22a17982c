import { pino } from 'pino';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import { createEntryTable } from '#store/embedded/entry-table.ts';
import { type DatabaseLocation, openDatabase } from '#store/database.ts';
import { createEmbeddedEventStream } from '#stream/embedded-event-stream.ts';
import type { EventStream } from '#stream/event-stream.ts';
import { createRedisEventStream } from '#stream/redis-event-stream.ts';
import { createTestDatabase, createTestPrefix, hasRedis, redisUrl } from './services.ts';

/** Storage of its own for one stream. */
export type StreamHome = {
  /** May be called again to come back to what is there, as after a restart. */
  open(options?: { readonly claimIdleMs?: number }): Promise<EventStream>;
  /** Forgets everything, while no stream is open. */
  clear(): Promise<void>;
} & AsyncDisposable;

const log = pino({ level: 'silent' });
const CLAIM_IDLE_MS = 60_000;

/** Every adapter of the event stream by name; the ones this run has no server for are left out. */
export const streamHomes: readonly (readonly [name: string, makeHome: () => Promise<StreamHome>])[] = [
  ...(hasRedis() ? [['Redis, one shard', () => redisHome(1)] as const, ['Redis, three shards', () => redisHome(3)] as const] : []),
  ['embedded on PGlite', () => tableHome({ kind: 'pglite', folder: 'memory://' })],
  ['embedded on PostgreSQL', () => postgresHome()],
];

const redisHome = async (shards: number): Promise<StreamHome> => {
  const { prefix, ...disposable } = await createTestPrefix();
  let home = 0;
  const connect = createRedisConnector({ url: redisUrl(), log });
  return {
    open: ({ claimIdleMs = CLAIM_IDLE_MS } = {}) =>
      createRedisEventStream({ connect, prefix: `${prefix}${home}:`, shards, group: 'workers', consumer: 'process', claimIdleMs, log }),
    clear: async () => void home++,
    ...disposable,
  };
};

const tableHome = async (location: DatabaseLocation): Promise<StreamHome> => {
  const database = await openDatabase(location, log);
  await database.migrate();
  const table = createEntryTable(database.sql);
  return {
    open: ({ claimIdleMs = CLAIM_IDLE_MS } = {}) =>
      createEmbeddedEventStream({ table, durability: 'DATABASE', shards: 1, claimIdleMs, log }),
    clear: async () => void (await database.sql.query('truncate stream_entries')),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
};

const postgresHome = async (): Promise<StreamHome> => {
  const postgres = await createTestDatabase();
  const home = await tableHome({ kind: 'postgres', url: postgres.url, connectionsMax: 4 });
  return {
    open: home.open,
    clear: home.clear,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
};
