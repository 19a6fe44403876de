-- The fields that the command line asks for. `tshark -T fields` shows a plugin a tree
-- in which all is wanted, but prints what -e names and nothing else, and looks at
-- what its filters name. Whatever stands there that is not known here may want any
-- field.
local asked = {}

-- set returns a table that has the characters of a text.
local function set(letters)
  local of = {}
  for c in letters:gmatch(".") do
    of[c] = true
  end
  return of
end

-- The options of tshark that want no field: without a value, and with one.
local BARE, VALUED = set "2IQglnpq", set "BCEFNabcdfiorstuwy"
local NAMING = set "eYR" -- those whose value names fields

local SELF = debug.getinfo(1, "S").source:gsub("^@", "") -- this file

-- words has the words of the command line; none where the system does not show it.
local function words()
  local file = io.open("/proc/self/cmdline", "rb")
  local all = file and file:read("*a")
  if file then
    file:close()
  end
  local list = {}
  for word in (all or ""):gmatch("([^%z]*)%z") do
    list[#list + 1] = word
  end
  return list
end

local function base(path) return path and path:match("[^/]*$") end

-- first returns which word is the first behind the program's name; nil where that is
-- not tshark. It may have been started by a loader, with options of that one.
local function first(list)
  local i = 1
  if (base(list[i]) or ""):find("^ld[-.]") then
    i = 2
    while list[i] == "--library-path" or list[i] == "--argv0" do
      i = i + 2
    end
  end
  return base(list[i]) == "tshark" and i + 1 or nil
end

-- option reads the letters in a word, the last of which may have its value in the next
-- word, and calls take with that one and its value. It returns the index of the last
-- word that it read, nil where there is a letter that nobody knows, or a long option.
local function option(list, i, take)
  local word = list[i]
  local at = 2
  while at <= #word do
    local c = word:sub(at, at)
    if not BARE[c] then
      local value = word:sub(at + 1)
      if value == "" then
        i, value = i + 1, list[i + 1]
      end
      if c == "E" and value and not value:find("=", 1, true) then
        i = i + 1 -- tshark 4.0 has put a NUL in its place, and these are the words of now
      end
      return value and take(c, value) and i or nil
    end
    at = at + 1
  end
  return at > 2 and i or nil
end

-- named puts the fields of ours that a filter, or -e, names into only, by a test for
-- names. It reports false where it may look at others: at bytes, at what stands in
-- the profile, at what Wireshark itself says of the tree.
local function named(only, text, ours, maybe)
  if text:find("[@$#%[]") then
    return false
  end
  for word in text:gmatch("[%w_.]+") do
    if ours(word) then
      only[word] = true
    elseif maybe(word) or word:find("_ws", 1, true) and not word:find("^_ws%.lua%.") or word:find("color", 1, true) or word:find("text$") and not word:find("^_ws") then
      return false
    end
  end
  return true
end

-- names returns the names of fields of ours that are asked for, as a set; nil where
-- any may be. ours and maybe are tests of a name: whether we have it, and whether it
-- is like one of ours.
function asked.names(ours, maybe)
  local list, only, forms, fields = words(), {}, 0, 0
  local i = first(list)
  local function take(c, value)
    if c == "T" then
      forms = forms + 1
      return value == "fields"
    elseif c == "X" then
      return value == "lua_script:" .. SELF
    elseif NAMING[c] then
      fields = fields + (c == "e" and 1 or 0)
      return named(only, value, ours, maybe)
    end
    return VALUED[c]
  end
  while i and i <= #list do
    i = list[i]:find("^%-") and option(list, i, take)
    i = i and i + 1
  end
  if i and forms > 0 and fields > 0 then
    return only
  end
end

-- word reports whether a text stands in the command line.
function asked.word(text)
  for _, word in ipairs(words()) do
    if word:find(text, 1, true) then
      return true
    end
  end
  return false
end

return asked
