-- Changes a record if it is what was expected. One key, so that a cluster runs it where the key is.
-- Everything that can fail is done before the first write: Redis does not take back what a script has written.
-- ARGV: expected ("absent", "any" or a revision), lifetime in ms or "", channel, most fields, most bytes,
--       number of fields to write, their names and values, names of fields to take away.
local key = KEYS[1]
local kind = redis.call('TYPE', key).ok
if kind ~= 'none' and kind ~= 'hash' then return {'foreign'} end
local found = redis.call('HGET', key, '#r')
if kind == 'hash' and not found then return {'foreign'} end
local expected = ARGV[1]
if expected == 'absent' then
  if found then return {'conflict', found} end
elseif expected ~= 'any' and expected ~= found then
  return {'conflict', found or ''}
end

local fields, bytes = 0, 0
if found then
  fields = redis.call('HLEN', key) - 2
  bytes = tonumber(redis.call('HGET', key, '#b'))
end
local function forget(name)
  if found and redis.call('HEXISTS', key, name) == 1 then
    fields = fields - 1
    bytes = bytes - #name - redis.call('HSTRLEN', key, name)
  end
end
local removed = 7 + 2 * tonumber(ARGV[6])
local written = {}
for at = 7, removed - 1, 2 do
  local name, value = ARGV[at], ARGV[at + 1]
  forget(name)
  fields = fields + 1
  bytes = bytes + #name + #value
  written[#written + 1] = name
  written[#written + 1] = value
end
for at = removed, #ARGV do forget(ARGV[at]) end
if fields > tonumber(ARGV[4]) then return {'fields', tostring(fields)} end
if bytes > tonumber(ARGV[5]) then return {'bytes', tostring(bytes)} end

-- The clock, so that a revision does not come again when the record was away.
local time = redis.call('TIME')
local revision = math.max(time[1] * 1000000 + time[2], tonumber(found or '0') + 1)
revision = string.format('%.0f', revision)
redis.call('HSET', key, '#r', revision, '#b', string.format('%.0f', bytes), unpack(written))
if removed <= #ARGV then redis.call('HDEL', key, unpack(ARGV, removed)) end
if ARGV[2] == '' then
  redis.call('PERSIST', key)
else
  redis.call('PEXPIRE', key, ARGV[2])
end
local told = redis.pcall('PUBLISH', ARGV[3], revision)
return {'ok', revision, type(told) == 'table' and told.err or ''}
