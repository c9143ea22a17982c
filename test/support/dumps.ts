import type { Redis } from 'ioredis';
import type { Sql } from '#store/sql.ts';

/** Every row of every table of a database as text, bytes in hexadecimal digits; by table. */
export const dumpTables = async (sql: Sql): Promise<ReadonlyMap<string, string>> => {
  const tables = await sql.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const dumps = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await sql.query<{ text: string }>(`select t::text as text from ${name} t`);
    dumps.set(name, rows.map(({ text }) => text).join('\n'));
  }
  return dumps;
};

/** What every key with a prefix holds, names included, as bytes; by key. */
export const dumpKeys = async (redis: Redis, prefix: string): Promise<ReadonlyMap<string, Buffer>> => {
  const dumps = new Map<string, Buffer>();
  for await (const keys of redis.scanStream({ match: `${prefix}*` })) {
    for (const key of keys as readonly string[]) dumps.set(key, Buffer.concat([Buffer.from(key), ...(await readKey(redis, key))]));
  }
  return dumps;
};

const readKey = async (redis: Redis, key: string): Promise<readonly Buffer[]> => {
  switch (await redis.type(key)) {
    case 'string':
      return [(await redis.getBuffer(key)) ?? Buffer.alloc(0)];
    case 'hash':
      return Object.entries(await redis.hgetallBuffer(key)).flatMap(([field, value]) => [Buffer.from(field), value]);
    case 'list':
      return redis.lrangeBuffer(key, 0, -1);
    case 'set':
      return redis.smembersBuffer(key);
    case 'zset':
      return redis.zrangeBuffer(key, '0', '-1');
    case 'stream':
      return (await redis.xrangeBuffer(key, '-', '+')).flatMap(([id, fields]) => [id, ...fields]);
    default:
      return [];
  }
};

/** The first of these texts that bytes hold: as it is, in hexadecimal digits or in base64 at any offset; null when there is none. */
export const foundIn = (dump: Buffer | string, texts: readonly string[]): string | null => {
  const bytes = Buffer.isBuffer(dump) ? dump : Buffer.from(dump);
  return texts.find((text) => formsOf(text).some((form) => bytes.includes(form))) ?? null;
};

const BASE64_OFFSETS = [0, 1, 2] as const;

const formsOf = (text: string): readonly string[] => [
  text,
  Buffer.from(text).toString('hex'),
  ...BASE64_OFFSETS.map((offset) => {
    const whole = Buffer.from('x'.repeat(offset) + text).toString('base64');
    return whole.slice(offset === 0 ? 0 : 4, -4); // what the neighbours decide is left out
  }),
];
