-- Lets a record live so long from now on.
-- ARGV: lifetime in ms.
local key = KEYS[1]
local kind = redis.call('TYPE', key).ok
if kind == 'none' then return {'none'} end
if kind ~= 'hash' or redis.call('HEXISTS', key, '#r') == 0 then return {'foreign'} end
redis.call('PEXPIRE', key, ARGV[1])
return {'ok', '', ''}
