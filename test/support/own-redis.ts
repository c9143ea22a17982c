import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

/** A Redis server that one test may fill, kill and start again. */
export type OwnRedis = {
  readonly url: string;
  /** A connection for looking in. */
  readonly redis: Redis;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
} & AsyncDisposable;

/** Whether a redis-server can be started here; for `describe.skipIf(!canStartRedis)`. */
export const canStartRedis = spawnSync('redis-server', ['--version']).status === 0;

const START_MS_MAX = 5_000;

/** Starts redis-server from the PATH with nothing persisted but by `settings`. */
export const startOwnRedis = async (settings: Readonly<Record<string, string>> = {}): Promise<OwnRedis> => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-own-redis-'));
  const port = await freePort();
  const all = { port: `${port}`, bind: '127.0.0.1', dir: folder, save: '', 'maxmemory-policy': 'noeviction', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...value.split(' ')]);
  const run = () => spawn('redis-server', flags, { stdio: 'ignore' });
  let server = run();
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => undefined); // expected: the server comes and goes
  await answers(redis);

  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    redis,
    kill,
    async start() {
      server = run();
      await answers(redis);
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const answers = (redis: Redis): Promise<unknown> =>
  Promise.race([
    redis.ping(),
    sleep(START_MS_MAX, null, { ref: false }).then(() => {
      throw new Error('redis-server did not start');
    }),
  ]);
