-- Deletes a record if it is what was expected.
-- ARGV: expected ("absent", "any" or a revision), channel.
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
if not found then return {'ok', '', ''} end
redis.call('DEL', key)
local told = redis.pcall('PUBLISH', ARGV[2], 'deleted')
return {'ok', '', type(told) == 'table' and told.err or ''}
