import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { SettingFault } from './setting-fault.ts';

/**
 * Opens a connection to one Redis server and waits until it is ready; rejects with a SettingFault when the server cannot be reached now.
 * Later losses are repaired for ever with bounded backoff; meanwhile commands fail at once: nothing is queued and nothing is sent twice.
 */
export type RedisConnector = (name: string, options?: ConnectionOptions) => Promise<Redis>;

/** What one connection does differently; replies keep the shapes of RESP2. */
export type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/** A command without an answer for this long has failed; whether it ran is unknown. */
export const COMMAND_MS_MAX = 5_000;
const CONNECT_MS_MAX = 5_000;
const RECONNECT_MS_STEP = 50;
const RECONNECT_MS_MAX = 2_000;
const RECONNECT_MS_JITTER = 100;

/** Connections to the server at `url` (`redis://…` or `rediss://…`), each named after who uses it. */
export const createRedisConnector =
  ({ url, log }: { readonly url: string; readonly log: Logger }): RedisConnector =>
  async (name, options = {}) => {
    const redis = new Redis(url, { ...CAUTIOUS, connectionName: `playguard-${name}`, ...options });
    tellWhatHappens(redis, log.child({ connection: name }));
    let reason: unknown; // ioredis itself rejects with no more than that the connection is closed
    redis.once('error', (error: unknown) => (reason = error));
    try {
      await redis.connect();
    } catch (error) {
      redis.disconnect();
      const cause = reason ?? error;
      throw new SettingFault(problemOf(cause), { cause });
    }
    return redis;
  };

const CAUTIOUS: ConnectionOptions = {
  lazyConnect: true,
  connectTimeout: CONNECT_MS_MAX,
  commandTimeout: COMMAND_MS_MAX,
  // A command in flight when the connection breaks may have run: ioredis would send it again and call it once.
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  retryStrategy: (attempt) => Math.min(attempt * RECONNECT_MS_STEP, RECONNECT_MS_MAX) + Math.random() * RECONNECT_MS_JITTER,
};

/** One line per loss and one per recovery, however many attempts lie between them. */
const tellWhatHappens = (redis: Redis, log: Logger): void => {
  let state: 'opening' | 'ready' | 'lost' = 'opening';
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => (lastError = error)); // without a listener ioredis writes to the console
  redis.on('reconnecting', () => {
    if (state !== 'ready') return;
    log.warn({ err: lastError }, 'connection to Redis lost');
    state = 'lost';
  });
  redis.on('ready', () => {
    if (state === 'lost') log.info('connection to Redis restored');
    state = 'ready';
    lastError = undefined;
  });
};

const problemOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'ReplyError')
    return `Redis at REDIS_URL refuses the connection (${error.message.split(' ')[0]})`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return `Redis cannot be reached at REDIS_URL (${code}): is it running, and is the address right?`;
};
