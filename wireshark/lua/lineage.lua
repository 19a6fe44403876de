-- Where in the life of its process an event is, and whom that descends from: package
-- analysis/lineage.
local lineage = {}

local MOST = 64 -- ancestors that are told

local fields = {}

local function add(name, ...) fields[name] = named.add("cn_proc." .. name, ...) end

add("life", ProtoField.uint32, base.DEC, nil, nil, "Which of the lives of its pid the event is of, from 1, among those that were seen.")
add("age", ProtoField.relative_time, "Seconds since the FORK of the process, where that was seen.")
add("fork_to_exec", ProtoField.relative_time, "Seconds from the FORK of the process to its first EXEC, from that EXEC on.")
add("ancestors", ProtoField.int32, base.DEC, nil, nil, "The processes that the process descends from, its parent first, as far as FORKs tell; at most 64.")
add("descendant_of", ProtoField.int32, base.DEC, nil, nil, "The same as ancestors, to be asked: cn_proc.descendant_of == 142.")

-- chosen reports whether one of them may be made.
function lineage.chosen()
  for _, f in pairs(fields) do
    if not schema.only or schema.only[f] then
      return true
    end
  end
  return false
end

-- one returns what is kept of a life: it outlives it, for those who descend from it.
local function one(t, l)
  if not l.line then
    local number = (t.born[l.pid] or 0) + 1
    t.born[l.pid], l.line = number, { pid = l.pid, number = number }
  end
  return l.line
end

-- event takes an event, of a life of host t, when that has happened.
function lineage.event(t, e, l)
  local n = one(t, l)
  if e.word == "fork" and e.pid == e.tgid and not n.start then
    n.start = e
    if l.parent then
      n.up = one(t, l.parent)
    end
  elseif e.word == "exec" and not n.execed then
    n.execed = e
  end
end

-- since is the time from one timestamp to another, as a field has it.
local BILLION = Int64.new(1000000000)
local function since(from, to)
  local ns = to - from
  ns = Int64.new(ns:lower(), ns:higher())
  return NSTime((ns / BILLION):tonumber(), (ns % BILLION):tonumber())
end

local function wanted(tree, name) return named.wanted(tree, fields[name]) end

local function put(tree, name, value) tree:add(fields[name], value):set_generated() end

-- ancestor puts one.
local function ancestor(tree, pid)
  for _, name in ipairs { "ancestors", "descendant_of" } do
    if wanted(tree, name) then
      put(tree, name, pid)
    end
  end
end

-- show puts into the tree of a message, at a place among all, what is known of its event
-- with a timestamp: n is of its life, and ppid its parent where no FORK tells one.
function lineage.show(tree, n, at, stamp, ppid)
  if wanted(tree, "life") then
    put(tree, "life", n.number)
  end
  if n.start and at >= n.start.place then
    if wanted(tree, "age") then
      put(tree, "age", since(n.start.exact, stamp))
    end
    local execed = n.execed and at >= n.execed.place and n.execed.exact <= stamp -- a copy may stand far behind
    if execed and wanted(tree, "fork_to_exec") then
      put(tree, "fork_to_exec", since(n.start.exact, n.execed.exact))
    end
  end
  if not (wanted(tree, "ancestors") or wanted(tree, "descendant_of")) then
    return
  end
  local up, k = n.up, 0
  while up and k < MOST do
    ancestor(tree, up.pid)
    up, k = up.up, k + 1
  end
  if k == 0 and ppid and ppid ~= 0 then -- by its EXIT, or a comment
    ancestor(tree, ppid)
  end
end

return lineage
