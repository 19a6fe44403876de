-- Who else may look at our fields, without a word on the command line: Lua files that
-- are loaded by themselves, and MATE, which makes objects of fields.
local others = {}

local SELF = debug.getinfo(1, "S").source:gsub("^@", "") -- this file

-- WORDS are those of Lua without which no file can look at fields, or have another
-- one do it.
local WORDS = { "Field", "Listener", "all_field_infos", "_G", "_ENV", "load", "loadstring", "dofile", "loadfile", "require" }

-- STOCK is what Wireshark's own init.lua loads: a console for the window.
local STOCK = 'dofile%(DATA_DIR%.%."console%.lua"%)'

-- looks reports whether a file may look at fields. One that cannot be read may.
local function looks(path)
  local file = io.open(path, "rb")
  local text = file and file:read("*a")
  if file then
    file:close()
  end
  if not text then
    return true
  end
  text = ("\n" .. text):gsub("\n%s*%-%-[^%[\n][^\n]*", "\n"):gsub(STOCK, "") -- without lines of comment
  for _, word in ipairs(WORDS) do
    if text:find("%f[%w_]" .. word .. "%f[^%w_]") then
      return true
    end
  end
  return false
end

-- within reports whether a file in a folder, or below, may look at fields.
local function within(folder, depth)
  if depth == 0 or not Dir.exists(folder) then
    return depth == 0
  end
  for name in Dir.open(folder) do
    local path = folder .. "/" .. name
    if Dir.exists(path) then
      if within(path, depth - 1) then
        return true
      end
    elseif name:find("%.lua$") and path ~= SELF and looks(path) then
      return true
    end
  end
  return false
end

-- look reports whether anybody may.
function others.look()
  local known, mate = pcall(get_preference, "mate.config")
  if known and mate and mate ~= "" then
    return true
  end
  for _, folder in ipairs { Dir.global_config_path(), Dir.personal_config_path() } do
    local init = folder .. "/init.lua"
    if Dir.exists(init) ~= nil and looks(init) then
      return true
    end
  end
  for _, folder in ipairs { Dir.global_plugins_path(), Dir.personal_plugins_path(), Dir.personal_config_path() .. "/plugins" } do
    if within(folder, 8) then
      return true
    end
  end
  return false
end

return others
