-- Text of the kernel's, as R15 shows it.
local text = {}

local byte, char, format, sub = string.byte, string.char, string.format, string.sub

-- unprintable are Cc, Cf, Zl and Zp of Unicode 15, each from the first to the
-- last: the list of R15.
local unprintable = {
  { 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad }, { 0x0600, 0x0605 }, { 0x061c, 0x061c }, { 0x06dd, 0x06dd },
  { 0x070f, 0x070f }, { 0x0890, 0x0891 }, { 0x08e2, 0x08e2 }, { 0x180e, 0x180e }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
  { 0x2060, 0x2064 }, { 0x2066, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd },
  { 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0001, 0xe0001 }, { 0xe0020, 0xe007f },
}

local function printable(rune)
  for _, of in ipairs(unprintable) do
    if rune <= of[2] then
      return rune < of[1]
    end
  end
  return true
end

-- The lead bytes of UTF-8: how many bytes follow, what the lead byte adds, and
-- from where on the number needs so many bytes.
local function lead(c)
  if c >= 0xc2 and c <= 0xdf then return 1, c - 0xc0, 0x80 end
  if c >= 0xe0 and c <= 0xef then return 2, c - 0xe0, 0x800 end
  if c >= 0xf0 and c <= 0xf4 then return 3, c - 0xf0, 0x10000 end
end

-- decode returns the rune at i and its length, nil where the bytes are no UTF-8.
local function decode(s, i)
  local c = byte(s, i)
  if c < 0x80 then
    return c, 1
  end
  local more, rune, least = lead(c)
  if not more then
    return nil
  end
  for k = 1, more do
    c = byte(s, i + k)
    if not c or c < 0x80 or c > 0xbf then
      return nil
    end
    rune = rune * 64 + (c - 0x80)
  end
  if rune < least or rune > 0x10ffff or rune >= 0xd800 and rune <= 0xdfff then
    return nil
  end
  return rune, more + 1
end

-- Since 4.2 Wireshark writes each backslash of a string twice itself. Before, it
-- writes text as it is.
local major, minor = string.match(get_version(), "^(%d+)%.(%d+)")
local backslash = (tonumber(major) * 100 + tonumber(minor) >= 402) and "\\" or "\\\\"

-- show returns the text in s, up to its first NUL, such that any bytes stay on one
-- line and several values stay apart.
function text.show(s)
  s = string.match(s, "^[^%z]*")
  if not string.find(s, "[\1-\31,\\\127-\255]") then
    return s -- nearly always
  end
  local parts, i = {}, 1
  while i <= #s do
    local rune, n = decode(s, i)
    if rune == 0x5c then
      parts[#parts + 1] = backslash
    elseif rune and rune ~= 0x2c and printable(rune) then
      parts[#parts + 1] = sub(s, i, i + n - 1)
    else
      for k = i, i + (n or 1) - 1 do
        parts[#parts + 1] = format("\\x%02x", byte(s, k))
      end
    end
    i = i + (n or 1)
  end
  return table.concat(parts)
end

-- fact returns a text of a comment such that it stays on its line: tshark itself
-- writes \b, \t, \n, \f and \r.
function text.fact(s)
  if not string.find(s, "[%z\1-\7\11\14-\31\127-\255]") then
    return s
  end
  local parts, i = {}, 1
  while i <= #s do
    local rune, n = decode(s, i)
    if rune and (printable(rune) or rune >= 8 and rune <= 13 and rune ~= 11) then
      parts[#parts + 1] = sub(s, i, i + n - 1)
    else
      for k = i, i + (n or 1) - 1 do
        parts[#parts + 1] = format("\\x%02x", byte(s, k))
      end
    end
    i = i + (n or 1)
  end
  return table.concat(parts)
end

return text
