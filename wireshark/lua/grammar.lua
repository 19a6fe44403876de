-- Which struct a payload is, by the numbers in it: the conditions of the grammar.
local grammar = {}

local min, read = math.min, number.read

local s, cap, o -- the bytes at hand, where the captured ones end, and their order

-- use takes a datagram; what follows is about it.
function grammar.use(bytes, order_) s, cap, o = bytes, #bytes, order_ end

-- has reports whether a field of a struct at p is captured and within stop.
function grammar.has(f, p, stop)
  local ends = p + f.at + f.size
  return ends <= stop and ends <= cap
end

local has = grammar.has

-- total adds up the fields of a struct at p that count what is inside it; nil if
-- one is not there.
function grammar.total(struct, names, p, stop)
  local n = 0
  for _, name in ipairs(names or {}) do
    if not has(struct.at[name], p, stop) then
      return nil
    end
    n = n + read(s, p, struct.at[name], o)
  end
  return n
end

-- need returns how many bytes a row's struct at p and all that it counts have.
local function need(row, p, stop)
  local n = row.struct.size
  for _, inner in ipairs(row.inside) do
    local count = grammar.total(row.struct, inner.count, p, stop)
    if not count then
      return nil
    end
    n = n + count * inner.struct.size
  end
  return n
end

-- fits reports whether all conditions of a row hold of n declared bytes at p. One
-- on a field that is not there does not.
function grammar.fits(row, p, stop, n)
  for i = 1, #row.when do
    local c = row.when[i]
    local v, value = n, c.value
    if c.all then
      value = need(row, p, stop)
    elseif c.field then
      v = has(c.field, p, stop) and read(s, p, c.field, o) or nil
    end
    if not v or not value or v < value or v > value and not c.least then
      return false
    end
  end
  return true
end

-- stands reports whether a row's struct stands in the one at p that contains it.
function grammar.stands(row, p)
  for i = 1, #row.when do
    local c = row.when[i]
    local v = read(s, p, c.field, o)
    if v < c.value or v > c.value and not c.least then
      return false
    end
  end
  return true
end

-- within returns how many bytes stand behind a struct at p that a field of it
-- counts, of those there are.
function grammar.within(f, p, most) return min(read(s, p, f, o), most) end

return grammar
