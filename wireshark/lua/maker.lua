-- Functions that are made of the table: each reads all it needs of a frame's bytes by
-- one call. To go through a list of fields takes as long as Wireshark itself.
local maker = {}

local WIDE = 8 -- bytes of a number that is an object, which Wireshark's own unpack alone reads
local showText = text.show

-- new returns what gathers the parts of a function of s, a frame's bytes, of tree and tvb.
function maker.new() return { lines = {}, names = {}, values = {}, places = {}, unpack = number.unpack } end

-- value has a value known in the function, and returns its name there.
function maker.value(w, v)
  local name = "k" .. #w.names
  w.names[#w.names + 1], w.values[#w.values + 1] = name, v
  return name
end

-- place has the number that a field's format reads at byte at, in an order, and returns
-- its name. f has size and, unless c.unpack reads it, a format for each order.
function maker.place(w, at, f, o, c)
  local name = "v" .. at
  if not w.places[name] then
    local format = c and c[o] or f[o]
    w.places[name] = true
    w.places[#w.places + 1] = { at = at, ends = at + f.size, format = format, name = name }
    if c and c.unpack == Struct.unpack or f.size == WIDE then
      w.unpack = Struct.unpack
    end
  end
  return name
end

-- line adds one to the text.
function maker.line(w, ...) w.lines[#w.lines + 1] = string.format(...) end

-- reading is the line that reads all places.
local function reading(w)
  if not w.places[1] then
    return ""
  end
  table.sort(w.places, function(a, b) return a.at < b.at end)
  local format, names, at = {}, {}, 0
  for i, p in ipairs(w.places) do
    format[i], names[i], at = ("x"):rep(p.at - at) .. p.format, p.name, p.ends
  end
  return ("local %s = unpack(%q, s)"):format(table.concat(names, ", "), table.concat(format))
end

-- done returns the function. What stands in before comes before anything is read.
function maker.done(w, before)
  local parts = { "local put, range, sub, show, floor, unpack" }
  for i, name in ipairs(w.names) do
    parts[1 + i] = name
  end
  local text = table.concat(parts, ", ") .. " = ...\nreturn function(s, tree, tvb)\n" .. table.concat({ before or "", reading(w), table.concat(w.lines, "\n") }, "\n") .. "\nend"
  return assert(load(text))(TreeItem.add, Tvb.range, string.sub, showText, math.floor, w.unpack, table.unpack(w.values))
end

return maker
