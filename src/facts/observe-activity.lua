#!lua flags=allow-oom
-- Adds one call's updates to the subjects of one shard, and answers what was known of them before.
--
-- Runs at maxmemory too: only consumers free memory, and they need this to finish.
--
-- KEYS[1…3] pages of viewers, KEYS[4…6] of all other subjects: a hash each, used in turn, since this script's time grows
--          with the commands it runs and the bytes it touches, and a field of a hash costs a third of a key. A page is
--          written for its time (ARGV[3] ms for viewers, ARGV[4] ms for others, by Redis' clock), then read for as long,
--          then dropped; a subject moves on when it is written.
-- KEYS[7…] a mark for each entry.
-- ARGV[1]  the updates, little-endian: u32 subjects, u32 how many of them, the first, are viewers, and their fields as u16
--          length and text; then for each subject u32 updates, and for each of them u32 entry (from 1), u32 minute,
--          u32 events, u32 failures, f64 at (ms), u8 names, and each as u8 length and text.
-- ARGV[2]  how long a mark is kept, ms.      ARGV[3], ARGV[4]  how long a subject is kept after its last update, at least, ms.
-- ARGV[5]  minutes counted of a subject.     ARGV[6]  names remembered of a subject.
-- ARGV[7]  minutes each kind of name is remembered, by its first letter: 'r120p120'.
-- Answers  { for each entry '1' when its mark was new or '0', { for each subject its value before this call, or nil } }.
--
-- A value: u32 newest minute, u8 width of events, u8 width of failures, u32 bytes of names, u32 bytes of events; names as
-- f64 last seen (ms), u8 length, text; events, then failures, each a counter a minute from the newest back, of `width`
-- bytes (1, 2 or 4, as few as the largest count needs). subject-state.ts means the same: change both.

local pack, unpack, sub, rep = struct.pack, struct.unpack, string.sub, string.rep
local byte = string.byte
local updates, mark_ms = ARGV[1], ARGV[2]
local minutes_max, names_max = tonumber(ARGV[5]), tonumber(ARGV[6])
local minutes_of = {}
for letter, minutes in string.gmatch(ARGV[7], '(%a)(%d+)') do minutes_of[byte(letter)] = tonumber(minutes) end
local MINUTE_MS = 60000
local HEADER, HEADER_BYTES, NAME, UPDATE = '<I4BBI4I4', 14, '<dBc0', '<I4I4I4I4dB'
local COUNTER = { [1] = '<I1', [2] = '<I2', [4] = '<I4' }
local SUBJECTS_PER_COMMAND = 1000
local NAME_AT = 9
local PAGES, MARKS_AT = 3, 6

-- The value at hand. Upvalues, since a table for each would be a tenth of the script's time.
local newest, names, events, events_width, failures, failures_width

local function read_value(text)
  if not text then newest, names, events, events_width, failures, failures_width = 0, '', '', 1, '', 1 return end
  local names_bytes, events_bytes
  newest, events_width, failures_width, names_bytes, events_bytes = unpack(HEADER, text)
  local events_at = HEADER_BYTES + names_bytes + 1
  names = sub(text, HEADER_BYTES + 1, events_at - 1)
  events, failures = sub(text, events_at, events_at + events_bytes - 1), sub(text, events_at + events_bytes)
end

local function write_value()
  return pack(HEADER, newest, events_width, failures_width, #names, #events) .. names .. events .. failures
end

local function widened(counters, from, to)
  local wide = {}
  for at = 1, #counters, from do wide[#wide + 1] = pack(COUNTER[to], (unpack(COUNTER[from], counters, at))) end
  return table.concat(wide)
end

-- The counters, and their width, after an amount for the minute `age` before the newest.
local function added(counters, width, age, amount)
  local start = age * width
  if start < #counters then amount = amount + unpack(COUNTER[width], counters, start + 1) end
  local needed = amount < 256 and 1 or amount < 65536 and 2 or 4
  if needed > width then
    counters, width, start = widened(counters, width, needed), needed, age * needed
  end
  local counter, gap = pack(COUNTER[width], amount), rep('\0', start - #counters)
  return sub(counters, 1, start) .. gap .. counter .. sub(counters, start + width + 1), width
end

local function trimmed(counters, width)
  local zero, last = rep('\0', width), #counters
  while last > 0 and sub(counters, last - width + 1, last) == zero do last = last - width end
  return sub(counters, 1, last)
end

-- The counters as seen some minutes later, without those that fall out of the memory.
local function shifted(counters, width, minutes)
  if counters == '' or minutes >= minutes_max then return '' end
  local room = (minutes_max - minutes) * width
  if #counters > room then counters = trimmed(sub(counters, 1, room), width) end
  return counters == '' and '' or rep('\0', minutes * width) .. counters
end

local function count(minute, new_events, new_failures)
  if minute > newest then
    events = shifted(events, events_width, minute - newest)
    failures = shifted(failures, failures_width, minute - newest)
    newest = minute
  end
  events, events_width = added(events, events_width, newest - minute, new_events)
  if new_failures > 0 then failures, failures_width = added(failures, failures_width, newest - minute, new_failures) end
end

local function oldest_of(letter)
  return (newest - minutes_of[letter] + 1) * MINUTE_MS
end

-- Forgets the names that fell out of the memory of their kind, as few do in a minute.
local function forget_names()
  local at = 1
  while at <= #names do
    local size, letter = byte(names, at + NAME_AT - 1, at + NAME_AT)
    local after = at + NAME_AT + size
    if unpack('<d', names, at) < oldest_of(letter) then
      names = sub(names, 1, at - 1) .. sub(names, after)
    else
      at = after
    end
  end
end

local function forget_longest_unseen_name()
  local at, oldest, first, last = 1, nil, 1, 0
  while at <= #names do
    local seen, _, after = unpack(NAME, names, at)
    if oldest == nil or seen < oldest then oldest, first, last = seen, at, after - 1 end
    at = after
  end
  names = sub(names, 1, first - 1) .. sub(names, last + 1)
end

-- Looks at lengths and letters, and makes a string of a name only where both agree.
local function see(name, seen)
  local length, letter = #name, byte(name)
  if seen < oldest_of(letter) then return end
  local at, known, last = 1, 0, #names
  while at <= last do
    local size, first = byte(names, at + NAME_AT - 1, at + NAME_AT)
    if size == length and first == letter and sub(names, at + NAME_AT, at + NAME_AT + size - 1) == name then
      if unpack('<d', names, at) < seen then names = sub(names, 1, at - 1) .. pack('<d', seen) .. sub(names, at + 8) end
      return
    end
    at, known = at + NAME_AT + size, known + 1
  end
  names = names .. pack(NAME, seen, length, name)
  if known >= names_max then forget_longest_unseen_name() end
end

local fresh, marks = {}, {}
for entry = 1, #KEYS - MARKS_AT do
  fresh[entry] = redis.call('SET', KEYS[MARKS_AT + entry], '', 'NX', 'PX', mark_ms) and true or false
  marks[entry] = fresh[entry] and '1' or '0'
end

-- Applies an update to the value at hand, but for the names; what is older than its memory is not counted.
local function apply(minute, new_events, new_failures)
  local is_newer = minute > newest
  if newest - minute < minutes_max then count(minute, new_events, new_failures) end
  if is_newer and names ~= '' then forget_names() end
end

local subjects, viewers, at = unpack('<I4I4', updates)
local fields = {}
for subject = 1, subjects do fields[subject], at = unpack('<I2c0', updates, at) end

-- The value of a subject after the updates that stand next, which are its own; nil when they change nothing.
local function updated(text)
  local remaining
  local is_changed = false
  remaining, at = unpack('<I4', updates, at)
  for _ = 1, remaining do
    local entry, minute, new_events, new_failures, seen, new_names
    entry, minute, new_events, new_failures, seen, new_names, at = unpack(UPDATE, updates, at)
    local is_fresh = fresh[entry]
    if is_fresh then
      if not is_changed then read_value(text) end
      is_changed = true
      apply(minute, new_events, new_failures)
    end
    for _ = 1, new_names do
      local name
      name, at = unpack('<Bc0', updates, at)
      if is_fresh then see(name, seen) end
    end
  end
  return is_changed and write_value() or nil
end

local before = {}
local time = redis.call('TIME')

-- Updates the subjects from `first` to `last`, which live in the pages that begin with KEYS[pages_at + 1].
local function update_all(first, last, pages_at, page_ms)
  if first > last then return end
  local turn = math.floor((time[1] * 1000 + time[2] / 1000) / page_ms)
  local current, previous = KEYS[pages_at + turn % PAGES + 1], KEYS[pages_at + (turn - 1) % PAGES + 1]
  redis.call('UNLINK', KEYS[pages_at + (turn + 1) % PAGES + 1])
  for from = first, last, SUBJECTS_PER_COMMAND do
    local to = math.min(from + SUBJECTS_PER_COMMAND - 1, last)
    local values = redis.call('HMGET', current, _G.unpack(fields, from, to))
    local changes = {}
    for subject = from, to do
      local field = fields[subject]
      local text = values[subject - from + 1] or redis.call('HGET', previous, field)
      local value = updated(text)
      if value then changes[#changes + 1], changes[#changes + 2] = field, value end
      before[subject] = text
    end
    if #changes > 0 then redis.call('HSET', current, _G.unpack(changes)) end
  end
  redis.call('PEXPIREAT', current, string.format('%d', (turn + PAGES) * page_ms))
end

update_all(1, viewers, 0, tonumber(ARGV[3]))
update_all(viewers + 1, subjects, PAGES, tonumber(ARGV[4]))
return { table.concat(marks), before }
