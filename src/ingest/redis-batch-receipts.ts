import type { Redis } from 'ioredis';
import { type BatchReceipts, RECEIPT_MS_KEPT, RECEIPTS_BYTES_MAX, RECEIPTS_MAX } from './batch-receipts.ts';

export type RedisBatchReceiptsOptions = {
  readonly redis: Redis;
  /** Begins every key. */
  readonly prefix: string;
  /** Default `RECEIPT_MS_KEPT`. */
  readonly keptMs?: number;
  /** Default `RECEIPTS_MAX`. */
  readonly receiptsMax?: number;
  /** Default `RECEIPTS_BYTES_MAX`. */
  readonly bytesMax?: number;
};

/** Receipts as keys that expire, bounded by an index of them in the order saved; all under one hash tag. Both calls reject when Redis cannot be reached. */
export const createRedisBatchReceipts = (options: RedisBatchReceiptsOptions): BatchReceipts => {
  const { redis, prefix, keptMs = RECEIPT_MS_KEPT, receiptsMax = RECEIPTS_MAX, bytesMax = RECEIPTS_BYTES_MAX } = options;
  const [index, bytes] = [`${prefix}{receipts}:by-age`, `${prefix}{receipts}:bytes`];
  const keyOf = (source: string, batchId: string) => `${prefix}{receipts}:${JSON.stringify([source, batchId])}`;
  return {
    find: (source, batchId) => redis.get(keyOf(source, batchId)),
    async save(source, batchId, receipt) {
      await redis.eval(SAVE, 3, index, bytes, keyOf(source, batchId), receipt, keptMs, receiptsMax, bytesMax);
    },
  };
};

/** What one save forgets at most: many small receipts may have to go for a large one. */
const FORGOTTEN_PER_SAVE_MAX = 1_000;

// The index holds `bytes key` by time, its low end is the oldest. The key of an expired entry is gone by itself, or holds a newer receipt.
const SAVE = `
if not redis.call('SET', KEYS[3], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local total = tonumber(redis.call('GET', KEYS[2]) or 0)
if redis.call('ZADD', KEYS[1], now, #ARGV[1] .. ' ' .. KEYS[3]) == 1 then total = total + #ARGV[1] end
for _ = 1, ${FORGOTTEN_PER_SAVE_MAX} do
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  if not oldest[1] then break end
  local isExpired = tonumber(oldest[2]) <= now - ARGV[2]
  if not isExpired and redis.call('ZCARD', KEYS[1]) <= tonumber(ARGV[3]) and total <= tonumber(ARGV[4]) then break end
  local size, key = string.match(oldest[1], '^(%d+) (.*)$')
  redis.call('ZREM', KEYS[1], oldest[1])
  if not isExpired then redis.call('DEL', key) end
  total = total - size
end
redis.call('SET', KEYS[2], total, 'PX', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;
