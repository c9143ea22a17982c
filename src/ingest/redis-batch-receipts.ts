import type { Redis } from 'ioredis';
import { type BatchReceipts, RECEIPT_MS_KEPT, RECEIPTS_MAX } from './batch-receipts.ts';

export type RedisBatchReceiptsOptions = {
  readonly redis: Redis;
  /** Begins every key. */
  readonly prefix: string;
  /** Default `RECEIPT_MS_KEPT`. */
  readonly keptMs?: number;
  /** Default `RECEIPTS_MAX`. */
  readonly receiptsMax?: number;
};

/** Receipts as keys that expire, bounded by an index of them in the order saved; all under one hash tag. Both calls reject when Redis cannot be reached. */
export const createRedisBatchReceipts = (options: RedisBatchReceiptsOptions): BatchReceipts => {
  const { redis, prefix, keptMs = RECEIPT_MS_KEPT, receiptsMax = RECEIPTS_MAX } = options;
  const index = `${prefix}{receipts}:index`;
  const keyOf = (source: string, batchId: string) => `${prefix}{receipts}:${JSON.stringify([source, batchId])}`;
  return {
    find: (source, batchId) => redis.get(keyOf(source, batchId)),
    async save(source, batchId, receipt) {
      await redis.eval(SAVE, 2, index, keyOf(source, batchId), receipt, keptMs, receiptsMax);
    },
  };
};

// The index holds key and time; what expired leaves it from its low end. A few a call keep it within the limit, since each adds one.
const SAVE = `
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, KEYS[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
local excess = redis.call('ZCARD', KEYS[1]) - ARGV[3]
if excess > 0 then
  local oldest = redis.call('ZPOPMIN', KEYS[1], math.min(excess, 100))
  for i = 1, #oldest, 2 do redis.call('DEL', oldest[i]) end
end
return 1`;
