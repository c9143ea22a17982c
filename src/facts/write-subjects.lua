#!lua flags=allow-oom
-- Writes what a call made of subjects of one shard and marks its entries, unless anybody wrote one of them since they were read.
--
-- Runs at maxmemory too: only consumers free memory, and they need this to finish.
--
-- KEYS[1…3] pages of viewers, KEYS[4…6] of devices and titles (see redis-subject-pages.ts).   KEYS[7…] the marks of new entries.
-- ARGV[1], ARGV[2] ms a page of viewers, and of the others, is written.   ARGV[3], ARGV[4] the turns the subjects were read in.
-- ARGV[5]   ms a mark is kept.           ARGV[6] how many subjects, the first, are viewers.
-- ARGV[7]   the stamp of each subject when it was read, 8 bytes; zeros for one that was not in its page.
-- ARGV[8]   the subjects: u16 length and text of the field, u32 length and bytes of the value each, little-endian.
-- ARGV[9…]  the mark of each entry.
-- Answers   1, or 0 with nothing written.

local PAGES, MARKS_AT, MARKS_ARG, STAMP_BYTES, SUBJECTS_PER_COMMAND = 3, 6, 8, 8, 1000
local NO_STAMP = string.rep('\0', STAMP_BYTES)
local viewers, stamps, packed = tonumber(ARGV[6]), ARGV[7], ARGV[8]
local viewers_turn, others_turn = tonumber(ARGV[3]), tonumber(ARGV[4])
local entries, time = #KEYS - MARKS_AT, redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000

if math.floor(now / ARGV[1]) ~= viewers_turn or math.floor(now / ARGV[2]) ~= others_turn then return 0 end
if entries > 0 and redis.call('EXISTS', unpack(KEYS, MARKS_AT + 1)) > 0 then return 0 end

-- Field and value in turn, as HSET takes them.
local fields, changes, subject_at = {}, {}, struct.unpack
local at, subjects = 1, 0
while at <= #packed do
  local field, value
  field, value, at = subject_at('<I2c0I4c0', packed, at)
  subjects = subjects + 1
  fields[subjects], changes[2 * subjects - 1], changes[2 * subjects] = field, field, value
end

local function is_unchanged(first, last, page)
  for from = first, last, SUBJECTS_PER_COMMAND do
    local to = math.min(from + SUBJECTS_PER_COMMAND - 1, last)
    local found = redis.call('HMGET', page, unpack(fields, from, to))
    for subject = from, to do
      local value = found[subject - from + 1]
      local stamp = value and string.sub(value, 1, STAMP_BYTES) or NO_STAMP
      if stamp ~= string.sub(stamps, STAMP_BYTES * (subject - 1) + 1, STAMP_BYTES * subject) then return false end
    end
  end
  return true
end

local function write(first, last, pages_at, turn, page_ms)
  if first > last then return end
  local page = KEYS[pages_at + turn % PAGES + 1]
  redis.call('UNLINK', KEYS[pages_at + (turn + 1) % PAGES + 1])
  for from = first, last, SUBJECTS_PER_COMMAND do
    local to = math.min(from + SUBJECTS_PER_COMMAND - 1, last)
    redis.call('HSET', page, unpack(changes, 2 * from - 1, 2 * to))
  end
  redis.call('PEXPIREAT', page, string.format('%d', (turn + PAGES) * page_ms))
end

if not is_unchanged(1, viewers, KEYS[viewers_turn % PAGES + 1]) then return 0 end
if not is_unchanged(viewers + 1, subjects, KEYS[PAGES + others_turn % PAGES + 1]) then return 0 end
write(1, viewers, 0, viewers_turn, ARGV[1])
write(viewers + 1, subjects, PAGES, others_turn, ARGV[2])
for entry = 1, entries do
  redis.call('SET', KEYS[MARKS_AT + entry], ARGV[MARKS_ARG + entry], 'PX', ARGV[5])
end
return 1
