-- Takes of quotas, as sliding-window.ts does. A request takes of all its quotas, or of none when one does not fit.
-- KEYS: for each quota a hash of what was taken by the number of its bucket.
-- ARGV: the moment in ms since 1970, or nothing for the clock of this server; buckets a window; then for each request how many takes
-- it has, and for each of them the number of its key, the limit, the window in ms and the cost.
-- Answers for each take: 1 when it fits, what is left, when all of it is back and, in ms from now, when it fits.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local bucketsPerWindow = tonumber(ARGV[2])
local quotas = {}

local function read(number, windowMs)
  if quotas[number] then return quotas[number] end
  local bucketMs = math.ceil(windowMs / bucketsPerWindow)
  local quota = { windowMs = windowMs, bucketMs = bucketMs, used = 0, now = 0, standing = {}, over = {} }
  quota.bucket = math.floor(now / bucketMs)
  quota.nowBackAt = (quota.bucket + 1) * bucketMs + windowMs
  local fields = redis.call('HGETALL', KEYS[number])
  for i = 1, #fields, 2 do
    local backAt = (tonumber(fields[i]) + 1) * bucketMs + windowMs
    local count = tonumber(fields[i + 1])
    if backAt > now then
      quota.standing[#quota.standing + 1] = { backAt = backAt, count = count }
      quota.used = quota.used + count
    else
      quota.over[#quota.over + 1] = fields[i]
    end
  end
  table.sort(quota.standing, function(one, other) return one.backAt < other.backAt end)
  quotas[number] = quota
  return quota
end

local function resetAt(quota)
  local last = quota.standing[#quota.standing]
  local at = last and last.backAt or now
  return quota.now > 0 and math.max(at, quota.nowBackAt) or at
end

local function waitMs(quota, limit, cost)
  local missing = quota.used + cost - limit
  if missing <= 0 then return 0 end
  if cost > limit then return quota.windowMs end
  for _, taken in ipairs(quota.standing) do
    missing = missing - taken.count
    if missing <= 0 then return taken.backAt - now end
  end
  return quota.nowBackAt - now
end

local answers = {}
local i = 3
while i <= #ARGV do
  local takes = {}
  local fitting = true
  local count = tonumber(ARGV[i])
  for n = 1, count do
    local at = i + 1 + (n - 1) * 4
    local take = { quota = read(tonumber(ARGV[at]), tonumber(ARGV[at + 2])), limit = tonumber(ARGV[at + 1]), cost = tonumber(ARGV[at + 3]) }
    take.waitMs = waitMs(take.quota, take.limit, take.cost)
    fitting = fitting and take.waitMs == 0
    takes[n] = take
  end
  for _, take in ipairs(takes) do
    local quota = take.quota
    if fitting then
      quota.used = quota.used + take.cost
      quota.now = quota.now + take.cost
    end
    answers[#answers + 1] = take.waitMs == 0 and 1 or 0
    answers[#answers + 1] = math.max(0, take.limit - quota.used)
    answers[#answers + 1] = resetAt(quota)
    answers[#answers + 1] = take.waitMs
  end
  i = i + 1 + count * 4
end

for number, quota in pairs(quotas) do
  if quota.now > 0 then
    if #quota.over > 0 then redis.call('HDEL', KEYS[number], unpack(quota.over)) end
    redis.call('HINCRBY', KEYS[number], string.format('%d', quota.bucket), quota.now)
    redis.call('PEXPIRE', KEYS[number], quota.windowMs + quota.bucketMs)
  end
end
return answers
