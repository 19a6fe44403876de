-- Numbers in bytes. A frame's captured bytes are one Lua string: reading it costs
-- a fraction of what a TvbRange costs.
local number = {}

-- Wireshark 4.4 has Lua 5.4 with an unpack of its own; the formats are the same.
number.unpack = string.unpack or Struct.unpack
local unpack = number.unpack

-- MODULUS is what seq and ack are counted by (R20). It is no power: 2^32 is a
-- float, and floats print as 3.0 in Lua 5.4.
number.MODULUS = 4294967296

local codes = { u8 = "I1", x8 = "I1", u16 = "I2", x16 = "I2", u32 = "I4", x32 = "I4", s32 = "i4" }

-- format returns the format that unpacks all fields of a struct at once, in the
-- order of the table. order is "<" or ">". A struct with wider fields has none.
function number.format(struct, order)
  local parts, at = { order }, 0
  for _, f in ipairs(struct) do
    parts[#parts + 1] = string.rep("x", f.at - at) .. assert(codes[f.type], f.type)
    at = f.at + f.size
  end
  return table.concat(parts)
end

-- coded gives a field the formats that read it, in either order.
function number.coded(f)
  local code = codes[f.type] or "I4I4"
  f["<"], f[">"] = "<" .. code, ">" .. code
  return f
end

for _, struct in ipairs(spec.list) do
  for _, f in ipairs(struct) do
    number.coded(f)
  end
end

-- read returns the number of a field in a struct that starts at byte p of s.
-- Numbers of 64 bits lose their lowest bits, which no rule needs.
function number.read(s, p, f, order)
  local low, high = unpack(f[order], s, p + f.at + 1)
  if f.size < 8 then
    return low
  elseif order == ">" then
    low, high = high, low
  end
  return high * 4294967296.0 + low
end

-- div is the integer part of n/by, and an integer.
function number.div(n, by) return math.floor(n / by) end

-- id writes a number of cn_msg.id, from 256 on in hexadecimal.
function number.id(n) return n < 256 and tostring(n) or string.format("0x%x", n) end

return number
