import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import type { Server } from './server.ts';

const LOCAL_URL = 'redis://127.0.0.1:6379';
const CONNECT_MS_MAX = 2_000;
const START_MS_MAX = 5_000;
const START_MS_BETWEEN_TRIES = 50;

/** The server of `TEST_REDIS_URL` (which must answer), else the one on localhost, else one started from the PATH, else null. */
export const findRedis = async (configuredUrl: string | undefined): Promise<Server | null> => {
  if (configuredUrl !== undefined) {
    await ping(configuredUrl);
    return foundAt(configuredUrl);
  }
  return (await isThere(LOCAL_URL)) ? foundAt(LOCAL_URL) : startRedis();
};

const foundAt = (url: string): Server => ({ url, stop: async () => undefined });

const isThere = (url: string): Promise<boolean> =>
  ping(url).then(
    () => true,
    () => false,
  );

const ping = async (url: string): Promise<void> => {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: CONNECT_MS_MAX, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined); // the calls below reject too
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
};

const startRedis = async (): Promise<Server | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-redis-'));
  const port = await freePort();
  const process = spawn('redis-server', redisArguments(port, folder), { stdio: 'ignore' });
  const stop = async () => {
    await end(process);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  const isUp = await Promise.race([once(process, 'error').then(() => false), answers(url)]);
  if (isUp) return { url, stop };
  await stop();
  return null;
};

const redisArguments = (port: number, folder: string): readonly string[] =>
  Object.entries({
    port: `${port}`,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  }).flatMap(([setting, value]) => [`--${setting}`, value]);

const answers = async (url: string): Promise<boolean> => {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    if (await isThere(url)) return true;
    await sleep(START_MS_BETWEEN_TRIES);
  }
  return false;
};

const end = async (process: ChildProcess): Promise<void> => {
  if (process.pid === undefined || process.exitCode !== null) return;
  process.kill('SIGTERM');
  await once(process, 'exit');
};
