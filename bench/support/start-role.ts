import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import { TEST_API_KEY } from '../../test/support/test-api-key.ts';
import { type Child, startChild } from './child.ts';
import type { openHome } from './services.ts';

/** Where a server runs and under which key it keeps people apart. */
export type RoleOptions = {
  readonly home: Awaited<ReturnType<typeof openHome>>;
  /** 64 hexadecimal digits, the same for all roles. */
  readonly identityKey: string;
  /** Where to leave a CPU profile named after the role, or null. */
  readonly profileFolder: string | null;
};

/** One running role; it listens on `port`. */
export type RunningRole = Child & { readonly port: number };

const READY_MS_MAX = 30_000;
const READY_MS_BETWEEN_TRIES = 50;
const MAIN = 'src/main.ts';

/** Brings the database of a home up to date, as an operator does. */
export const migrateHome = async (options: RoleOptions): Promise<void> => {
  await using migration = startChild({ name: 'migrate', script: MAIN, args: ['migrate'], env: environmentOf(options) });
  await migration.ended();
};

/** Starts `playguard serve` in one role and waits until it is ready. */
export const startRole = async (role: 'api' | 'worker', options: RoleOptions, stack: AsyncDisposableStack): Promise<RunningRole> => {
  const port = await freePort();
  const { profileFolder } = options;
  const nodeFlags = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, `--cpu-prof-name=${role}.cpuprofile`];
  const env = { ...environmentOf(options), PORT: `${port}` };
  const child = stack.use(startChild({ name: role, script: MAIN, args: ['serve', '--role', role], env, nodeFlags }));
  await isReady({ ...child, port });
  return { ...child, port };
};

const environmentOf = ({ home, identityKey }: RoleOptions): Readonly<Record<string, string>> => ({
  DATABASE_URL: home.databaseUrl,
  REDIS_URL: home.redisUrl,
  REDIS_PREFIX: home.prefix,
  IDENTITY_KEY: identityKey,
  INITIAL_API_KEY: TEST_API_KEY,
  REQUESTS_PER_MINUTE_PER_ADDRESS: '100000000', // all of it comes from one
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  NODE_ENV: 'production',
});

const isReady = async ({ name, port }: RunningRole): Promise<void> => {
  const deadline = Date.now() + READY_MS_MAX;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(READY_MS_BETWEEN_TRIES);
  }
  throw new Error(`${name} was not ready within ${READY_MS_MAX / 1_000} s`);
};
