import type { RedisOptions, Result } from 'ioredis';

/** What the scripts below look like on a connection opened with them. `events` and `waiting` are the two keys of one shard. */
declare module 'ioredis' {
  // Declaration merging needs an interface.
  interface RedisCommander<Context> {
    /** Appends `payload, eventCount` pairs and answers the events now waiting. */
    appendEntries(events: string, waiting: string, ...pairs: readonly (string | number)[]): Result<number, Context>;
    /** Acknowledges and deletes `id, eventCount` pairs and answers the events now waiting. */
    acknowledgeEntries(events: string, waiting: string, group: string, ...pairs: readonly (string | number)[]): Result<number, Context>;
    /** Makes stream and group where they are missing (answers 1 when it did) and forgets consumers idle for `idleMs` with nothing pending. */
    openGroup(events: string, waiting: string, group: string, idleMs: number): Result<number, Context>;
    /** Forgets one consumer unless entries are pending for it. */
    leaveGroup(events: string, group: string, consumer: string): Result<number, Context>;
    /** `[entries, waitingEvents, pendingEntries, lagMs, [name, pending, idleMs, …]]`. */
    streamStatus(events: string, waiting: string, group: string): Result<ShardStatus, Context>;
  }
}

/** The reply of `streamStatus`. */
export type ShardStatus = readonly [
  entries: number,
  waiting: number,
  pending: number,
  lagMs: number,
  consumers: readonly (string | number)[],
];

const APPEND = `
local events = 0
for i = 1, #ARGV, 2 do
  redis.call('XADD', KEYS[1], '*', 'p', ARGV[i], 'n', ARGV[i + 1])
  events = events + tonumber(ARGV[i + 1])
end
return redis.call('INCRBY', KEYS[2], events)`;

// The counter heals itself: an empty stream has nothing waiting, whatever was lost or deleted by hand.
const ACKNOWLEDGE = `
local removed = 0
for i = 2, #ARGV, 2 do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  if redis.call('XDEL', KEYS[1], ARGV[i]) == 1 then removed = removed + tonumber(ARGV[i + 1]) end
end
local waiting = redis.call('DECRBY', KEYS[2], removed)
if waiting < 0 or redis.call('XLEN', KEYS[1]) == 0 then
  redis.call('SET', KEYS[2], 0)
  return 0
end
return waiting`;

const CONSUMERS = `
local function consumers()
  local rows = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], GROUP)
  local found = {}
  if rows.err then return found end
  for _, row in ipairs(rows) do
    local fields = {}
    for i = 1, #row, 2 do fields[row[i]] = row[i + 1] end
    found[#found + 1] = fields
  end
  return found
end`;

// Deleting a consumer drops what is pending for it, so only consumers with nothing pending may go.
// A full Redis refuses to make what is there already, too: it is only made when it is not, so that workers can start and make room.
const OPEN_GROUP = `
local GROUP = ARGV[1]
${CONSUMERS}
local isThere = not redis.pcall('XINFO', 'CONSUMERS', KEYS[1], GROUP).err
if not isThere then redis.call('XGROUP', 'CREATE', KEYS[1], GROUP, '0', 'MKSTREAM') end
if redis.call('XLEN', KEYS[1]) == 0 then redis.pcall('SET', KEYS[2], 0) end
for _, consumer in ipairs(consumers()) do
  if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], GROUP, consumer.name)
  end
end
return isThere and 0 or 1`;

const LEAVE_GROUP = `
local GROUP = ARGV[1]
${CONSUMERS}
for _, consumer in ipairs(consumers()) do
  if consumer.name == ARGV[2] and consumer.pending == 0 then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], GROUP, ARGV[2])
    return 1
  end
end
return 0`;

const STATUS = `
local GROUP = ARGV[1]
${CONSUMERS}
local rows = {}
for _, consumer in ipairs(consumers()) do
  rows[#rows + 1] = consumer.name
  rows[#rows + 1] = consumer.pending
  rows[#rows + 1] = consumer.idle
end
local pending = redis.pcall('XPENDING', KEYS[1], GROUP)
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local time = redis.call('TIME')
local lag = 0
if oldest then lag = math.max(0, time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(string.match(oldest[1], '^%d+'))) end
return { redis.call('XLEN', KEYS[1]), tonumber(redis.call('GET', KEYS[2]) or 0), pending[1] or 0, lag, rows }`;

/** Makes the scripts commands of a connection. */
export const streamScripts: NonNullable<RedisOptions['scripts']> = {
  appendEntries: { lua: APPEND, numberOfKeys: 2 },
  acknowledgeEntries: { lua: ACKNOWLEDGE, numberOfKeys: 2 },
  openGroup: { lua: OPEN_GROUP, numberOfKeys: 2 },
  leaveGroup: { lua: LEAVE_GROUP, numberOfKeys: 1 },
  streamStatus: { lua: STATUS, numberOfKeys: 2 },
};
