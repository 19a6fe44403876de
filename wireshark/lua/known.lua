-- Who the events of a frame are about, as far as it is known by then: by comments,
-- and by the events before. It takes frames in the order of the file, each once,
-- and remembers what it said: Wireshark dissects frames again, in any order.
local known = {}

local MOST = 0x1000000 -- more than the messages that a frame may have

local hosts, host, subjects, lines, last
local waiting -- the messages of a frame with comments: those are of all of them

function known.forget() hosts, host, subjects, lines, last, waiting = {}, nil, {}, {}, 0, nil end
known.forget()

known.traced = false -- lineage is wanted

local says -- what the comments of the frame at hand say

-- begin takes a frame, of the host with a number. It reports whether the frame is
-- the next one: else it was told already, or there was no tree to read it by.
function known.begin(number, of, comments)
  if number <= last then
    return false
  end
  last, says, waiting = number, comments, comments and {} or nil
  if host ~= of then
    host = of
    hosts[of] = hosts[of] or lives.new()
  end
  happened.use(hosts[of])
  return true
end

-- happening reads what happened out of the message at hand; nil where that is no event,
-- or not whole.
local function happening(m, s, stop, o)
  if not m.arm or m.armat + m.arm.need > stop then
    return nil
  end
  local e, at = { frame = m.frame, stamp = m.timed and m.stamp or nil, word = m.arm.word }, m.arm.at
  local function read(name)
    local f = at[name]
    return f and m.armat + f.at + f.size <= stop and number.read(s, m.armat, f, o) or 0
  end
  if e.word == "fork" then
    e.pid, e.tgid, e.ppid, e.ptgid = read("child_pid"), read("child_tgid"), read("parent_pid"), read("parent_tgid")
    return e
  elseif not at.process_pid or not at.process_tgid then
    return nil
  end
  e.pid, e.tgid = read("process_pid"), read("process_tgid")
  if at.parent_tgid then
    e.ppid, e.ptgid = read("parent_pid"), read("parent_tgid")
  end
  if e.word == "exit" then
    e.code, e.signal = read("exit_code"), read("exit_signal")
  elseif e.word == "comm" then
    local f = at.comm
    e.comm = string.sub(s, m.armat + f.at + 1, m.armat + f.at + f.size)
  end
  return e
end

-- snapshot is what is known of a life now, and of its parent; nil for nothing. The
-- last one is given again where nothing changed.
local function snapshot(l)
  local p = l.parent
  local name, facts = p and p.name, p and p.facts
  if not l.name and not l.facts and not l.ppid then
    return nil
  end
  local now = l.snapshot
  if not now or now.name ~= l.name or now.facts ~= l.facts or now.ppid ~= l.ppid or now.pname ~= name or now.pfacts ~= facts then
    now = { name = l.name, facts = l.facts, ppid = l.ppid, pname = name, pfacts = facts }
    l.snapshot = now
  end
  return now
end

-- life returns that of an event, or of one that a copy says again: the first came
-- in frame of.
local function life(e, of)
  if not of then
    return happened.take(e, says)
  end
  local l = hosts[host].procs[e.tgid]
  if l and not (l.listed and l.first.frame > of) then
    return l
  end
end

-- judge takes a message's event, if it is one, and what was lost around it.
local function judge(item)
  if item.to then
    lives.lose(item.from, item.to)
  end
  local l = item.event and life(item.event, item.copy)
  local found = l and snapshot(l)
  subjects[item.place] = found
  if l and known.traced then
    if not item.copy then
      lineage.event(hosts[host], item.event, l)
    end
    lines[item.place] = l.line
  end
  return found
end

-- place is that of a message among all.
local function place(m) return m.frame * MOST + m.msg end

-- message takes the message at hand, of the next frame, in captured bytes up to
-- stop: of frame copy it is one if that is not nil; gap and repeated are what
-- package loss says of it. It returns what is known of the process, if nothing that
-- comes in the same frame changes it.
function known.message(m, copy, gap, repeated, s, stop, o)
  local e = happening(m, s, stop, o)
  local item = { place = place(m), copy = copy, about = not copy and e and e.tgid }
  if not repeated then
    if gap then
      item.from, item.to = gap.from, gap.to
    end
    item.event = m.kind == "event" and e or copy and e or nil
    if known.traced and item.event then
      e.place, e.exact = item.place, event.exact(m, s, o)
    end
    if m.kind == "event" and not e and not copy and not m.unknown then -- it was cut
      item.from, item.to = math.min(item.to and item.from or m.frame - 1, m.frame - 1), m.frame
    end
  end
  if waiting then
    waiting[#waiting + 1] = item
    return nil
  end
  return judge(item)
end

-- finish takes what waits for the end of the frame: comments tell first of those
-- processes that no event in it is about.
function known.finish()
  local list = waiting
  waiting = nil
  if not list or not list[1] then
    return
  end
  local about, others = {}, {}
  for _, item in ipairs(list) do
    if item.about then
      about[item.about] = true
    end
  end
  for _, task in ipairs(says.list) do
    if not about[task.pid] then
      others[#others + 1] = task
    end
  end
  facts.tell(hosts[host], others)
  for _, item in ipairs(list) do
    judge(item)
  end
end

-- of returns what is known of the process of a message.
function known.of(frame, msg) return subjects[frame * MOST + msg] end

-- line returns where in its life the event of a message is, and the message's place
-- among all.
function known.line(frame, msg)
  local at = frame * MOST + msg
  return lines[at], at
end

return known
