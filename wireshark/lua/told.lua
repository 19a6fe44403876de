-- What the comments of a packet say of processes, and of who sent it:
-- record/COMMENTS.md.
local told = {}

local MOST = 4096 -- bytes that a fact may have
local NAME = 15 -- bytes that the kernel keeps of a name
local CUT = "\xe2\x80\xa6" -- …

-- cut shortens a text that is too long, between two characters, and says so.
local function cut(s, already)
  if #s <= MOST and not already then
    return s
  end
  local stop = math.min(#s, MOST)
  while stop > MOST - 4 and stop < #s and string.find(string.sub(s, stop + 1, stop + 1), "[\128-\191]") do
    stop = stop - 1
  end
  return string.sub(s, 1, stop) .. CUT
end

-- pid reads a number of the grammar: decimal, or hexadecimal behind 0x.
local function pid(s)
  local digits = string.match(s, "^0x0*(%x+)$")
  local n
  if digits then
    n = #digits <= 8 and tonumber(digits, 16)
  else
    n = string.match(s, "^%d+$") and tonumber(s)
  end
  return n and n < 0x80000000 and n or nil
end

-- command joins the words of a command line.
local function command(words)
  local list = words.arg
  if not list then
    return ""
  end
  local parts, n = {}, 0
  for _, word in ipairs(list) do
    if n > MOST then
      break
    end
    local first = n == 0
    word = string.sub(word, 1, MOST + 1)
    parts[#parts + 1] = first and word or " " .. word
    n = n + #word + (first and 0 or 1)
  end
  local shortened = false
  for _, what in ipairs(words.cut or {}) do
    shortened = shortened or what == "arg"
  end
  return cut(table.concat(parts), shortened and n > 0)
end

-- task takes what a line says of a process. Of several lines about one, the last
-- that says a thing holds.
local function task(of, words, at)
  local who = comment.get(words, "race") == "" and pid(comment.get(words, "pid"))
  if not who or who == 0 then
    return of
  end
  of = of or { list = {}, by = {}, at = 0 }
  local t = of.by[who]
  if not t then
    t = { pid = who, facts = {} }
    of.by[who], of.list[#of.list + 1] = t, t
  end
  if comment.get(words, "comm") ~= "" then
    t.name, t.at = string.sub(comment.get(words, "comm"), 1, NAME), at
  end
  t.parent = pid(comment.get(words, "ppid")) or t.parent
  for _, f in ipairs(spec.facts) do
    local text = f.name == "cmdline" and command(words) or cut(comment.get(words, f.name), false)
    if text ~= "" then
      t.facts[f.name] = text
    end
  end
  return of
end

-- read returns what comments say of processes, nil for nothing: list and by have
-- tasks, by pid, with name, parent and facts; name is that of the packet's own. And
-- it returns what they say of the packet's passage, nil for nothing.
function told.read(comments)
  local of, way, at
  for _, c in ipairs(comments) do
    local text = c.value
    if string.find(text, "comm=", 1, true) or string.find(text, "cnwire:", 1, true) then
      at = at or 0
      local own
      for line in comment.lines(text) do
        local name = string.match(line, "^comm=(.*)$")
        name = name and comment.ended(name) or ""
        if name ~= "" and not own then
          own, at = true, at + 1
          of = of or { list = {}, by = {} }
          of.name, of.at = string.sub(name, 1, NAME), at
        end
      end
      for line in comment.lines(text) do
        local kind, words = comment.parse(comment.ended(line))
        if kind == "task" then
          at = at + 1
          of = task(of, words, at)
        elseif kind then
          way = passage.take(way, kind, words, cut)
        end
      end
    end
  end
  if of then
    table.sort(of.list, function(a, b) return a.pid < b.pid end)
  end
  return of, way
end

-- called returns what a packet's own process is called, which has a pid; nil where
-- nothing says it.
function told.called(of, who)
  local t = of and of.by[who]
  if t and t.name and t.at > (of.at or 0) then
    return t.name
  end
  return of and of.name
end

return told
