import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseLocation, openDatabase } from '#store/database.ts';
import type { Sql } from '#store/sql.ts';
import { type Environment, type PlayguardProcess, runPlayguard, startPlayguard } from './playguard-process.ts';
import { createTestDatabase, createTestPrefix, hasRedis, redisUrl } from './services.ts';
import { SILENT } from './test-store.ts';

export type Role = 'all' | 'api' | 'worker';

/** Playguard as somebody runs it, with storage of its own. Disposing kills what runs and removes the storage. */
export type Deployment = {
  readonly mode: Mode;
  /** What every process of it is started with. */
  readonly env: Environment;
  /** Starts one more process; `env` is added to the deployment's. */
  start(role?: Role, env?: Environment, flags?: readonly string[]): Promise<PlayguardProcess>;
  /** Every process started so far, in the order of their start. */
  processes(): readonly PlayguardProcess[];
  /** Looks into the database. Embedded, nobody else may have it open: stop the process before. */
  inspect<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
} & AsyncDisposable;

export type Mode = 'embedded' | 'server';

/** The modes this run has servers for. */
export const MODES: readonly Mode[] = hasRedis() ? ['embedded', 'server'] : ['embedded'];

/** An empty deployment in which nothing runs yet; in server mode the migrations have run. */
export const openDeployment = (mode: Mode, env: Environment = {}): Promise<Deployment> =>
  mode === 'embedded' ? openEmbedded(env) : openOnServers(env);

/** All requests of a test come from one address. */
const CALM: Environment = { LOG_LEVEL: 'info', REQUESTS_PER_MINUTE_PER_ADDRESS: '100000000', REQUESTS_PER_MINUTE_ANONYMOUS: '100000000' };
const INSPECTION_CONNECTIONS = 2;

const openEmbedded = async (env: Environment): Promise<Deployment> => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'playguard-e2e-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return deploymentOf({
    mode: 'embedded',
    env: { ...CALM, DATA_DIR: folder, ...env },
    location: { kind: 'pglite', folder: join(folder, 'pglite') },
    storage: stack.move(),
  });
};

const openOnServers = async (env: Environment): Promise<Deployment> => {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase());
  const { prefix } = stack.use(await createTestPrefix());
  const own = { DATABASE_URL: url, REDIS_URL: redisUrl(), REDIS_PREFIX: prefix, IDENTITY_KEY: randomBytes(32).toString('hex') };
  const { code, stderr } = await runPlayguard({ args: ['migrate'], env: { ...CALM, ...own } });
  if (code !== 0) throw new Error(`playguard migrate ended with ${code}:\n${stderr}`);
  return deploymentOf({
    mode: 'server',
    env: { ...CALM, ...own, ...env },
    location: { kind: 'postgres', url, connectionsMax: INSPECTION_CONNECTIONS },
    storage: stack.move(),
  });
};

type Parts = Pick<Deployment, 'mode' | 'env'> & { readonly location: DatabaseLocation; readonly storage: AsyncDisposable };

const deploymentOf = ({ mode, env, location, storage }: Parts): Deployment => {
  const processes: PlayguardProcess[] = [];
  return {
    mode,
    env,
    async start(role = 'all', more = {}, flags = []) {
      const process = await startPlayguard({ args: ['--role', role, ...flags], env: { ...env, ...more } });
      processes.push(process);
      return process;
    },
    processes: () => processes,
    async inspect(work) {
      await using database = await openDatabase(location, SILENT);
      return await work(database.sql);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((process) => process.kill()));
      await storage[Symbol.asyncDispose]();
    },
  };
};
