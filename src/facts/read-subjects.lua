#!lua flags=allow-oom
-- Reads subjects of one shard, and what is remembered of the entries that tell of them.
--
-- Runs at maxmemory too: only consumers free memory, and they need this to finish.
--
-- KEYS[1…3] pages of viewers, KEYS[4…6] of devices and titles: a hash each, used in turn, since a field of a hash costs
--           a third of a key. A page is written for its time by Redis' clock, then read for as long, then dropped; a
--           subject moves on when it is written.
-- KEYS[7…]  the mark of each entry.
-- ARGV[1], ARGV[2] ms a page of viewers, and of the others, is written.   ARGV[3] how many subjects, the first, are viewers.
-- ARGV[4]   the fields of the subjects, u16 length and text each, little-endian.
-- Answers   { turn of the viewers' pages, turn of the others', { mark of each entry or nil }, the values of the subjects },
--           values as u32 length and bytes each, of no bytes for who is not known.

local PAGES, MARKS_AT, FIELDS_PER_COMMAND = 3, 6, 2000
local viewers, packed = tonumber(ARGV[3]), ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local viewers_turn, others_turn = math.floor(now / ARGV[1]), math.floor(now / ARGV[2])
local pack, field_at = struct.pack, struct.unpack
local fields, values = {}, {}
local at = 1
while at <= #packed do fields[#fields + 1], at = field_at('<I2c0', packed, at) end

-- Those that are not in the page being written may be in the one before.
local function read(first, last, pages_at, turn)
  local previous = KEYS[pages_at + (turn - 1) % PAGES + 1]
  local has_previous = redis.call('EXISTS', previous) == 1
  for from = first, last, FIELDS_PER_COMMAND do
    local to = math.min(from + FIELDS_PER_COMMAND - 1, last)
    local found = redis.call('HMGET', KEYS[pages_at + turn % PAGES + 1], unpack(fields, from, to))
    for subject = from, to do
      local value = found[subject - from + 1] or has_previous and redis.call('HGET', previous, fields[subject]) or ''
      values[subject] = pack('<I4c0', #value, value)
    end
  end
end

read(1, viewers, 0, viewers_turn)
read(viewers + 1, #fields, PAGES, others_turn)
local marks = {}
for entry = 1, #KEYS - MARKS_AT do marks[entry] = redis.call('GET', KEYS[MARKS_AT + entry]) end
return { viewers_turn, others_turn, marks, table.concat(values) }
