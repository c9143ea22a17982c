import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchReceipts } from '#ingest/batch-receipts.ts';
import { createRedisBatchReceipts } from '#ingest/redis-batch-receipts.ts';
import { createRedisConnector } from '#runtime/redis-connector.ts';
import { createBatchReceiptTable } from '#store/embedded/batch-receipt-table.ts';
import { type DatabaseLocation, openDatabase } from '#store/database.ts';
import { createTestDatabase, createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';

type Bounds = { readonly keptMs: number; readonly receiptsMax: number; readonly bytesMax: number };
type ReceiptsHome = { open(bounds: Bounds): BatchReceipts; clear(): Promise<void> } & AsyncDisposable;

const log = pino({ level: 'silent' });
const MINUTE = 60_000;
const KIB = 1_024;

const redisHome = async (): Promise<ReceiptsHome> => {
  const { prefix, ...keys } = await createTestPrefix();
  const redis = await createRedisConnector({ url: redisUrl(), log })('receipts');
  let home = 0;
  return {
    open: (bounds) => createRedisBatchReceipts({ redis, prefix: `${prefix}${home}:`, ...bounds }),
    clear: async () => void home++,
    async [Symbol.asyncDispose]() {
      redis.disconnect();
      await keys[Symbol.asyncDispose]();
    },
  };
};

const tableHome = async (location: DatabaseLocation): Promise<ReceiptsHome> => {
  const database = await openDatabase(location, log);
  await database.migrate();
  let minute = 0;
  return {
    open: (bounds) => createBatchReceiptTable(database.sql, { ...bounds, now: () => minute++ * MINUTE }), // sweeps at every save
    clear: async () => void (await database.sql.query('truncate batch_receipts')),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
};

const postgresHome = async (): Promise<ReceiptsHome> => {
  const postgres = await createTestDatabase();
  const { open, clear, ...database } = await tableHome({ kind: 'postgres', url: postgres.url, connectionsMax: 4 });
  return {
    open,
    clear,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
};

const homes: readonly (readonly [string, () => Promise<ReceiptsHome>])[] = [
  ...(hasRedis() ? [['Redis', redisHome] as const] : []),
  ['a table of PGlite', () => tableHome({ kind: 'pglite', folder: 'memory://' })],
  ['a table of PostgreSQL', postgresHome],
];

describe.each(homes)('batch receipts: %s', (_name, makeHome) => {
  let home: ReceiptsHome;
  beforeAll(async () => {
    home = await makeHome();
  });
  beforeEach(() => home.clear());
  afterAll(() => home[Symbol.asyncDispose]());

  const open = (bounds: Partial<Bounds> = {}) => home.open({ keptMs: MINUTE, receiptsMax: 1_000, bytesMax: 1_000 * KIB, ...bounds });

  it('find nothing that was not saved', async () => {
    expect(await open().find('demo', 'batch')).toBeNull();
  });

  it('find what was saved, by source and batch id together', async () => {
    const receipts = open();
    await receipts.save('a', 'b:c', 'one');
    await receipts.save('a:b', 'c', 'two');
    await receipts.save('a', 'c', '{"text":"€ \\" \\\\ 𝄞"}');
    expect(await receipts.find('a', 'b:c')).toBe('one');
    expect(await receipts.find('a:b', 'c')).toBe('two');
    expect(await receipts.find('a', 'c')).toBe('{"text":"€ \\" \\\\ 𝄞"}');
    expect(await receipts.find('b', 'c')).toBeNull();
  });

  it('keep the first of two', async () => {
    const receipts = open();
    await receipts.save('demo', 'batch', 'first');
    await receipts.save('demo', 'batch', 'second');
    expect(await receipts.find('demo', 'batch')).toBe('first');
  });

  it('keep one of many saved at the same time', async () => {
    const receipts = open();
    const answers = Array.from({ length: 10 }, (_, i) => `answer ${i}`);
    await Promise.all(answers.map((answer) => receipts.save('demo', 'batch', answer)));
    expect(answers).toContain(await receipts.find('demo', 'batch'));
  });

  it('are found by other processes and after a restart', async () => {
    await open().save('demo', 'batch', 'receipt');
    expect(await open().find('demo', 'batch')).toBe('receipt');
  });

  it('are forgotten when their time is over, and may then be saved again', async () => {
    const receipts = open({ keptMs: 100 });
    await receipts.save('demo', 'batch', 'first');
    expect(await receipts.find('demo', 'batch')).toBe('first');
    await sleep(150);
    expect(await receipts.find('demo', 'batch')).toBeNull();
    await receipts.save('demo', 'batch', 'second');
    expect(await receipts.find('demo', 'batch')).toBe('second');
  });

  it('are bounded: the oldest go first', async () => {
    const receipts = open({ receiptsMax: 3 });
    for (let i = 1; i <= 5; i++) {
      await receipts.save('demo', `batch ${i}`, `receipt ${i}`);
      await sleep(5);
    }
    const found = await Promise.all([1, 2, 3, 4, 5].map((i) => receipts.find('demo', `batch ${i}`)));
    expect(found).toEqual([null, null, 'receipt 3', 'receipt 4', 'receipt 5']);
  });

  it('are bounded by their bytes together, whatever one of them takes: the oldest go first', async () => {
    const receipts = open({ bytesMax: 10 * KIB });
    const sizes = [3, 3, 3, 1, 6].map((kib) => '€'.repeat((kib * KIB) / 3));
    for (const [i, receipt] of sizes.entries()) {
      await receipts.save('demo', `batch ${i}`, receipt);
      await sleep(5);
    }
    const found = await Promise.all(sizes.map((_, i) => receipts.find('demo', `batch ${i}`)));
    expect(found).toEqual([null, null, ...sizes.slice(2)]);
  });

  it('give their bytes back when their time is over', async () => {
    const receipts = open({ bytesMax: 2 * KIB, keptMs: 1_000 });
    const saveTwo = () => Promise.all(['a', 'b'].map((name) => receipts.save('demo', name, 'x'.repeat(KIB))));
    await saveTwo();
    await sleep(1_100);
    await saveTwo();
    expect(await Promise.all(['a', 'b'].map((name) => receipts.find('demo', name)))).not.toContain(null);
  });
});
