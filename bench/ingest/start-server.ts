import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import { type Child, startChild } from '../support/child.ts';
import type { openHome } from '../support/services.ts';

/** Playguard in server mode: one process that accepts and one that stores. */
export type RunningServer = { readonly api: Child; readonly worker: Child; readonly url: string };

type ServerOptions = {
  readonly home: Awaited<ReturnType<typeof openHome>>;
  /** Where to leave CPU profiles named after the roles, or null. */
  readonly profileFolder: string | null;
};

const READY_MS_MAX = 30_000;
const READY_MS_BETWEEN_TRIES = 50;

/** Migrates, starts both roles and waits until they are ready. */
export const startServer = async ({ home, profileFolder }: ServerOptions, stack: AsyncDisposableStack): Promise<RunningServer> => {
  const env = {
    DATABASE_URL: home.databaseUrl,
    REDIS_URL: home.redisUrl,
    REDIS_PREFIX: home.prefix,
    IDENTITY_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    NODE_ENV: 'production',
  };
  await using migration = startChild({ name: 'migrate', script: MAIN, args: ['migrate'], env });
  await migration.ended();
  const start = async (role: string): Promise<Child & { readonly port: number }> => {
    const port = await freePort();
    const nodeFlags = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, `--cpu-prof-name=${role}.cpuprofile`];
    const child = startChild({ name: role, script: MAIN, args: ['serve', '--role', role], env: { ...env, PORT: `${port}` }, nodeFlags });
    return { ...stack.use(child), port };
  };
  const api = await start('api');
  const worker = await start('worker');
  await Promise.all([isReady(api), isReady(worker)]);
  return { api, worker, url: `http://127.0.0.1:${api.port}/graphql` };
};

const MAIN = 'src/main.ts';

const isReady = async ({ name, port }: { readonly name: string; readonly port: number }): Promise<void> => {
  const deadline = Date.now() + READY_MS_MAX;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(READY_MS_BETWEEN_TRIES);
  }
  throw new Error(`${name} was not ready within ${READY_MS_MAX / 1_000} s`);
};
