import { MikroORM as PgliteORM } from '@mikro-orm/pglite';
import { MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Logger } from 'pino';
import { Migration20261122000001 } from '#migrations/Migration20261122000001.ts';
import { Migration20261122000002 } from '#migrations/Migration20261122000002.ts';
import { Migration20261122000003 } from '#migrations/Migration20261122000003.ts';
import { Migration20261122000004 } from '#migrations/Migration20261122000004.ts';
import { Migration20261125000001 } from '#migrations/Migration20261125000001.ts';
import { Migration20261125000002 } from '#migrations/Migration20261125000002.ts';
import { Migration20261125000003 } from '#migrations/Migration20261125000003.ts';
import { Migration20261125000010 } from '#migrations/Migration20261125000010.ts';
import { Migration20261125000011 } from '#migrations/Migration20261125000011.ts';
import { Migration20261125000012 } from '#migrations/Migration20261125000012.ts';
import { Migration20261125000020 } from '#migrations/Migration20261125000020.ts';
import { Migration20261125000030 } from '#migrations/Migration20261125000030.ts';
import { Migration20261125000031 } from '#migrations/Migration20261125000031.ts';
import { Migration20261125000040 } from '#migrations/Migration20261125000040.ts';
import { Migration20261125000041 } from '#migrations/Migration20261125000041.ts';
import { Migration20261125000042 } from '#migrations/Migration20261125000042.ts';
import { Migration20261125000043 } from '#migrations/Migration20261125000043.ts';
import { Migration20261125000044 } from '#migrations/Migration20261125000044.ts';
import { withAdvisoryLock } from './advisory-lock.ts';
import { createBoundedSockets } from './bounded-sockets.ts';
import { clusterOptions } from './embedded/cluster-options.ts';
import { unreachable } from './unreachable.ts';
import { entities } from './entities.ts';
import { createSql, type Sql } from './sql.ts';

/** Where the data lives: a folder (or `memory://`) for PGlite, an address for PostgreSQL 15 or newer. */
export type DatabaseLocation =
  | { readonly kind: 'pglite'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      readonly connectionsMax: number;
      /** A connection that says nothing for so long while it is asked is given up; default SILENCE_MS_MAX. */
      readonly silenceMsMax?: number;
      /** PostgreSQL cancels statements that take longer; default, and at most, STATEMENT_TIMEOUT_MS. */
      readonly statementMsMax?: number;
    };
type PostgresLocation = Extract<DatabaseLocation, { kind: 'postgres' }>;

/** An open database. */
export type Database = {
  readonly kind: DatabaseLocation['kind'];
  readonly sql: Sql;
  readonly orm: MikroORM;
  /** Names of migrations that have not run here. */
  pendingMigrations(): Promise<readonly string[]>;
  /** Runs what is pending, one process at a time; answers the names of what ran. */
  migrate(): Promise<readonly string[]>;
  /** From now on a server that is silent for HURRIED_SILENCE_MS_MAX is given up: what waits for it fails, so that the process can end. */
  hurry(): void;
} & AsyncDisposable;

/** Waiting for a lock, or idle inside a transaction, longer than this is an outage: a stopped worker blocks nobody. */
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that is there has answered or cancelled the statement by then. */
const SILENCE_MS_MAX = STATEMENT_TIMEOUT_MS + 5_000;
const HURRIED_SILENCE_MS_MAX = 500;
const KEEP_ALIVE_DELAY_MS = 10_000;
/** Any number, the same in every process: only one migrates at a time. */
const MIGRATION_LOCK = 7_201_002;

/** Opens the database; rejects with a SettingFault when PostgreSQL cannot be reached. */
export const openDatabase = async (location: DatabaseLocation, log: Logger): Promise<Database> => {
  const common = { ...COMMON, logger: (message: string) => log.debug({ component: 'orm' }, message) };
  const { orm, hurry } = location.kind === 'pglite' ? await openPglite(location, common) : await openPostgres(location, common);
  const sql = createSql(orm.em as unknown as SqlEntityManager);
  if (location.kind === 'postgres') {
    await sql.query('select 1').catch(async (cause: unknown) => {
      await orm.close();
      throw unreachable(cause);
    });
  }
  return { kind: location.kind, sql, orm, hurry, ...createMigrations(orm, location), [Symbol.asyncDispose]: () => orm.close() };
};

/** The first look makes the migrator's own table, so it has its turn too. */
const createMigrations = ({ migrator }: MikroORM, location: DatabaseLocation): Pick<Database, 'migrate' | 'pendingMigrations'> => {
  let isPrepared = false;
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const answer = location.kind === 'pglite' ? await work() : await withAdvisoryLock({ url: location.url, key: MIGRATION_LOCK }, work);
    isPrepared = true;
    return answer;
  };
  const readPending = async () => namesOf(await migrator.getPending());
  return {
    pendingMigrations: () => (isPrepared ? readPending() : inTurn(readPending)),
    migrate: () => inTurn(async () => namesOf(await migrator.up())),
  };
};

const namesOf = (migrations: readonly { readonly name: string }[]): readonly string[] => migrations.map(({ name }) => name);

const COMMON = {
  entities,
  extensions: [Migrator],
  debug: false,
  migrations: {
    migrationsList: [
      Migration20261122000001,
      Migration20261122000002,
      Migration20261122000003,
      Migration20261122000004,
      Migration20261125000001,
      Migration20261125000002,
      Migration20261125000003,
      Migration20261125000010,
      Migration20261125000011,
      Migration20261125000012,
      Migration20261125000020,
      Migration20261125000030,
      Migration20261125000031,
      Migration20261125000040,
      Migration20261125000041,
      Migration20261125000042,
      Migration20261125000043,
      Migration20261125000044,
    ],
    snapshot: false,
    allOrNothing: true,
  },
  // The trigger that guards the audit log, and what it runs, are written by hand.
  schemaGenerator: { skipTables: [/^events_\d{8}$/, /^rollups_(minute|hour|day)$/], ignoreTriggers: true, ignoreRoutines: true },
};

type Common = typeof COMMON & { logger: (message: string) => void };

type Opened = { readonly orm: MikroORM } & Pick<Database, 'hurry'>;

const openPglite = async ({ folder }: { folder: string }, common: Common): Promise<Opened> => {
  const orm = await PgliteORM.init({ ...common, dbName: folder, driverOptions: await clusterOptions(folder) });
  return { orm: orm as MikroORM, hurry: () => undefined };
};

const openPostgres = async (location: PostgresLocation, common: Common): Promise<Opened> => {
  const { url, connectionsMax, silenceMsMax = SILENCE_MS_MAX, statementMsMax = STATEMENT_TIMEOUT_MS } = location;
  const sockets = createBoundedSockets(silenceMsMax);
  const orm = await PostgresORM.init({
    ...common,
    clientUrl: url,
    pool: { min: 0, max: connectionsMax },
    driverOptions: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
      stream: sockets.create,
      application_name: 'playguard',
      options: sessionOptions(Math.min(statementMsMax, STATEMENT_TIMEOUT_MS)),
    },
  });
  return { orm: orm as MikroORM, hurry: () => sockets.bound(HURRIED_SILENCE_MS_MAX) };
};

const sessionOptions = (statementMsMax: number): string =>
  [
    `lock_timeout=${LOCK_TIMEOUT_MS}`,
    `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    `statement_timeout=${statementMsMax}`,
    'timezone=UTC',
    // Statements over partitions look costly to the planner, and compiling one takes longer than running it.
    'jit=off',
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');
