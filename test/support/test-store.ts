import { pino } from 'pino';
import { type Database, openDatabase } from '#store/database.ts';
import { createEventStore, type EventStore } from '#store/events/event-store.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable, type IdentityTable } from '#store/identities/identity-table.ts';
import { ensurePartitions } from '#store/events/partitions.ts';
import { createTestDatabase } from './services.ts';

/** A migrated database with partitions around now. */
export type TestStore = { readonly database: Database; readonly identities: IdentityTable; readonly store: EventStore } & AsyncDisposable;

export const SILENT = pino({ level: 'silent' });
export const TEST_IDENTITY_KEY = Buffer.alloc(32, 7);

/** Both databases Playguard runs on. */
export const DATABASE_KINDS = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

/** Opens an empty store of its own; disposing removes it. */
export const openTestStore = async (kind: DatabaseKind): Promise<TestStore> => {
  await using stack = new AsyncDisposableStack();
  const database = kind === 'PGlite' ? await openDatabase({ kind: 'pglite', folder: 'memory://' }, SILENT) : await openOnServer(stack);
  stack.use(database);
  await database.migrate();
  await ensurePartitions(database.sql, new Date());
  const cipher = createIdentityCipher(TEST_IDENTITY_KEY);
  const identities = createIdentityTable(database.sql, cipher);
  const opened = stack.move();
  return {
    database,
    identities,
    store: createEventStore(database.sql, identities, { cipher }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
};

const openOnServer = async (stack: AsyncDisposableStack): Promise<Database> => {
  const { url } = stack.use(await createTestDatabase());
  return openDatabase({ kind: 'postgres', url, connectionsMax: 8 }, SILENT);
};
