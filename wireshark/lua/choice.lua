-- Which fields are made: all of them, or those that somebody chose.
local choice = {}

-- names returns the names in a text, as a set; nil for none.
local function names(text)
  local set
  for abbr in text:gmatch("[%w_.]+") do
    set = set or {}
    set[abbr] = true
  end
  return set
end

-- OBJECTS are the formats of Wireshark's own unpack for numbers that are objects.
local OBJECTS = { u64 = "E", s64 = "e" }

-- chosen says how a field of a struct is made: which it is, from where to where it
-- stands in a string, and with what it is read, where it needs no bytes.
local function chosen(m)
  local c = { of = m, field = schema.only[m.field or false] and m.field, also = schema.only[m.also or false] and m.also,
    from = m.at + 1, ends = m.at + m.size, text = m.text }
  if m.small then
    c.unpack, c["<"], c[">"] = number.unpack, m["<"], m[">"]
  elseif OBJECTS[m.type] then
    c.unpack, c["<"], c[">"] = Struct.unpack, "<" .. OBJECTS[m.type], ">" .. OBJECTS[m.type]
  end
  return c
end

local MOST = 20 -- fields that one function adds

-- straight returns a function that adds all chosen fields of a struct that starts at
-- byte p of s, and is whole: it reads them by one call. It is nil where one of them
-- needs bytes, or is a text. To go through a list takes as long as Wireshark itself.
local function straight(list, o)
  local format, values, fields, puts, at, unpack = o, {}, {}, {}, 0, number.unpack
  for i, c in ipairs(list) do
    if not c[o] or c.from <= at or i > MOST then
      return nil
    end
    format, values[i], at = format .. ("x"):rep(c.from - at - 1) .. c[o]:sub(2), "v" .. i, c.ends
    unpack = unpack == c.unpack and unpack or Struct.unpack
    for _, f in ipairs { c.field or c.also, c.field and c.also or nil } do
      fields[#fields + 1] = f
      puts[#puts + 1] = ("put(tree, f%d, v%d)"):format(#fields, i)
    end
  end
  if not fields[1] then
    return nil
  end
  local names = {}
  for i = 1, #fields do
    names[i] = "f" .. i
  end
  local text = ("local put, unpack, format, %s = ... return function(tree, s, p) local %s = unpack(format, s, p + 1) %s end")
    :format(table.concat(names, ", "), table.concat(values, ", "), table.concat(puts, " "))
  return load(text)(TreeItem.add, unpack, format, table.unpack(fields))
end

-- apply has only the fields with names of a set made, and the structs that they are
-- of; all of them without one.
local function apply(names)
  schema.only = names and {}
  for abbr in pairs(names or {}) do
    local f = schema.fields[abbr] or schema.protos[abbr]
    if f then
      schema.only[f] = true
    end
  end
  if not names then
    return
  end
  for _, struct in pairs(schema.structs) do
    struct.chosen = {}
    for _, m in ipairs(struct) do
      if schema.only[m.field or false] or schema.only[m.also or false] then
        table.insert(struct.chosen, chosen(m))
      end
    end
    for _, o in ipairs { "<", ">" } do
      struct.chosen[o] = straight(struct.chosen, o)
    end
  end
end

-- has reports whether a field is made that begins with a text.
function choice.has(prefix)
  for abbr, f in pairs(schema.fields) do
    if abbr:sub(1, #prefix) == prefix and (not schema.only or schema.only[f]) then
      return true
    end
  end
  return false
end

local asks -- the names that the command line asks for; false for any

-- make has those fields made that a list names; of none those that the command line
-- asks for, if it counts and nobody else may look at others. choice.nothing is true
-- where it asks for none of ours.
function choice.make(list, counts)
  local only = names(list)
  if not only and counts then
    if asks == nil then
      asks = asked.names(schema.has, schema.like) or false
      asks = asks and not others.look() and asks
    end
    only = asks or nil
  end
  choice.nothing = only == asks and asks and next(asks) == nil
  apply(only)
end

return choice
