-- What numbers are called, by the value sets of the table.
local name = {}

local first = {} -- set → number → name; of several names the first, as in package spec

for set, values in pairs(spec.sets) do
  local of = {}
  for _, v in ipairs(values) do
    of[v[1]] = of[v[1]] or v[2]
  end
  first[set] = of
end

-- of returns the name of a number, or nil.
function name.of(set, n) return first[set] and first[set][n] end

-- all returns number → name, for a ProtoField.
function name.all(set) return first[set] end

-- bits returns the names of the bits that are set, joined by |, with the rest as
-- one number, and that rest.
function name.bits(set, mask)
  local parts, rest = {}, mask
  for _, v in ipairs(spec.sets[set]) do
    -- A value of these sets is one bit, and % and - do what band would do with
    -- signed results.
    if rest % (2 * v[1]) >= v[1] then
      parts[#parts + 1] = v[2]
      rest = rest - v[1]
    end
  end
  if rest ~= 0 or #parts == 0 then
    parts[#parts + 1] = string.format("0x%x", rest)
  end
  return table.concat(parts, "|"), rest
end

return name
