import type { Redis } from 'ioredis';
import type { Durability } from './event-stream.ts';

/** What survives a crash of the server, by its own settings; where it does not tell them, the least that is certain. */
export const readRedisDurability = async (redis: Redis): Promise<Durability> => {
  const settings = await redis.config('GET', 'append*').then(pairsOf, () => null);
  if (settings !== null) return fromSettings(settings);
  const persistence = await redis.info('persistence').catch(() => '');
  // Managed servers forbid CONFIG; with the log enabled, its default policy is every second.
  return /^aof_enabled:1\s*$/m.test(persistence) ? 'LOG_EVERY_SECOND' : 'MEMORY';
};

const fromSettings = (settings: ReadonlyMap<string, string>): Durability => {
  if (settings.get('appendonly') !== 'yes') return 'MEMORY';
  switch (settings.get('appendfsync') ?? 'no') {
    case 'always':
      return 'LOG_ALWAYS';
    case 'everysec':
      return 'LOG_EVERY_SECOND';
    default:
      return 'MEMORY'; // the operating system decides when to write
  }
};

const pairsOf = (reply: unknown): ReadonlyMap<string, string> => {
  const flat = Array.isArray(reply) ? reply.map(String) : [];
  return new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ''] as const] : [])));
};
