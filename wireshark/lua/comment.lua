-- The lines that programs leave in comments: record/COMMENTS.md has their grammar.
local comment = {}

local find, match, sub = string.find, string.match, string.sub

local function isKey(s) return match(s, "^%l[%l%d._]*$") ~= nil end

-- quoted reads a value from behind its first quote, and returns it and the place
-- behind the last one; nil where it breaks the grammar.
local function quoted(line, at)
  local parts = {}
  while true do
    local stop = find(line, '["\\]', at)
    if not stop then
      return nil
    end
    parts[#parts + 1] = sub(line, at, stop - 1)
    if sub(line, stop, stop) == '"' then
      return table.concat(parts), stop + 1
    end
    local c = match(line, '^[\\"]', stop + 1)
    if c then
      at = stop + 2
    else
      local hex = match(line, "^x(%x%x)", stop + 1)
      if not hex then
        return nil
      end
      c, at = string.char(tonumber(hex, 16)), stop + 4
    end
    parts[#parts + 1] = c
  end
end

-- parse returns the kind of a line of ours, and by key a list of values; nil for a
-- line of another version, or one that breaks the grammar.
function comment.parse(line)
  local kind, at = match(line, "^cnwire:1 ([^ ]*)()")
  if not kind or not isKey(kind) then
    return nil
  end
  local words = {}
  while at <= #line do
    local key, value
    key, at = match(line, "^ ([^= ]*)=()", at)
    if not key or not isKey(key) then
      return nil
    end
    if sub(line, at, at) == '"' then
      value, at = quoted(line, at + 1)
    else
      value, at = match(line, "^([^ ]*)()", at)
      if find(value, '[%z\1-\32"\\\127]') then
        return nil
      end
    end
    if not value then
      return nil
    end
    words[key] = words[key] or {}
    table.insert(words[key], value)
  end
  return kind, words
end

-- lines are the lines of a comment, without what ends them.
function comment.lines(text) return string.gmatch(text, "([^\n]*)\n?") end

-- ended returns a line without what ends it in files of other systems.
function comment.ended(line) return (string.gsub(line, "\r+$", "")) end

-- get returns the first value under a key, or "".
function comment.get(words, key) return words[key] and words[key][1] or "" end

return comment
