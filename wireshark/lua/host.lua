-- Whose frames they are (R31), by what stands in the description of their
-- interface: that of `record`, and that of `cnwire merge`. Comments of an interface
-- no plugin sees.
local host = {}

local MOST = 4096 -- hosts that are told apart; what is beyond counts as one more
local LONGEST = 255 -- bytes of a name

local byKey, byInterface, names, count, rest

function host.forget() byKey, byInterface, names, count, rest = {}, {}, {}, 0, nil end
host.forget()

-- short cuts a name that is longer, between two characters.
local function short(name)
  if #name <= LONGEST then
    return name
  end
  local stop = LONGEST
  while stop > LONGEST - 4 and string.find(string.sub(name, stop + 1, stop + 1), "[\128-\191]") do
    stop = stop - 1
  end
  return string.sub(name, 1, stop)
end

-- unique returns the first of names that no host has, else the last one with a
-- number behind it.
local function unique(...)
  local name
  for i = 1, select("#", ...) do
    name = short((select(i, ...)))
    if not names[name] then
      names[name] = 1
      return name
    end
  end
  while true do
    names[name] = names[name] + 1
    local numbered = name .. " #" .. names[name]
    if not names[numbered] then
      names[numbered] = 1
      return numbered
    end
  end
end

-- SOURCES are what `record` takes packets from: record/COMMENTS.md.
local SOURCES = { socket = true, tap = true, nlmon = true }

-- identity reads a description. A boot may have dashes, as the kernel writes it.
local function identity(text)
  local source, of = string.match(text, "^connector (%l+) of (.*)$")
  if not SOURCES[source] then
    return source == "traffic" and of or nil
  end
  of = string.gsub(of, ", nothing was asked for$", "")
  local name, id, boot = string.match(of, "^(.*), id (%x+), boot ([%x-]+), ")
  if not name then
    name, boot = string.match(of, "^(.*), boot ([%x-]+), ")
  end
  if not name then
    name, id = string.match(of, "^(.*), id (%x+), ")
  end
  name = name or string.match(of, "^(.*), ")
  return name, id and string.lower(id), boot and string.lower((string.gsub(boot, "-", "")))
end

-- add makes a host that was not there.
local function add(name, id, boot)
  count = count + 1
  if count > MOST then
    rest = rest or { name = unique("others"), number = count }
    return rest
  end
  local own = name and name ~= "" and name or id
  local h = { number = count, booted = boot ~= nil }
  if own then
    h.name = boot and unique(own, own .. " boot " .. string.sub(boot, 1, 8)) or unique(own)
  end
  return h
end

-- of returns the host of an interface, by its key; description gives what it is
-- described as. Where that says nothing it is the file, which has no name here.
function host.of(key, description)
  local h = byInterface[key]
  if h then
    return h
  end
  local found = description()
  local name, id, boot = identity(found and found.value or "")
  local who = (id and "id " .. id or name and "name " .. name or "file") .. " boot " .. (boot or "")
  h = byKey[who] or add(name, id, boot)
  byKey[who], byInterface[key] = h, h
  return h
end

return host
