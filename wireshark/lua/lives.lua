-- The lives of pids, of one host: who is whose child, and what is known of each
-- (record/COMMENTS.md). It is package processes, which takes frames as they stand.
local lives = {}

local CLOSED = 4096 -- ended lives that are kept: an EXIT may come late
local MISSING = 64 -- threads of a life whose EXIT is awaited

local t -- the host at hand: procs and tids by number, how many lives of a pid were born, closed and next, last, lossTo

-- new is a host of which nothing is known. Its last is the event at hand.
function lives.new() return { procs = {}, tids = {}, born = {}, closed = {}, next = 0, last = { frame = 0 }, lossTo = 0 } end

-- use takes a host; what follows is about it.
function lives.use(host) t = host end

-- lose notes that messages of the kernel are missing between two frames.
function lives.lose(from, to)
  t.lossTo = math.max(t.lossTo, to)
  for i = 1, #t.closed do -- the newest first
    local l = t.closed[(t.next - i) % #t.closed + 1]
    if l.exit.closed <= from then
      return
    end
    l.lossy = true
  end
end

function lives.lostSince(moment) return t.lossTo > moment.frame end

-- life makes a life of a pid, which takes the place of the one before. An EXIT of
-- that one may be to come where messages were lost.
function lives.life(pid)
  local before = t.procs[pid]
  local l = { pid = pid, first = t.last, running = 0, ended = false, exit = { frame = 0 } }
  l.doubtful = before and (before.doubtful or before.lossy or not before.started and lives.lostSince(before.first))
  t.procs[pid] = l
  return l
end

-- mayBeAnother reports whether what comes now of a pid may be of another life than
-- its last: the FORK may have been lost.
function lives.mayBeAnother(l) return l.closed and t.lossTo > l.exit.frame end

-- mayHaveOthers reports whether there may be threads that nobody told of.
function lives.mayHaveOthers(l) return not l.started or l.unborn or l.lossy end

-- parentOf returns the life of a pid that an event names as a parent's.
function lives.parentOf(pid)
  if pid == 0 then
    return nil
  end
  local l = t.procs[pid]
  if l and not lives.mayBeAnother(l) and (not l.closed or lives.mayHaveOthers(l)) then
    return l
  end
  return lives.life(pid)
end

-- childOf notes a parent that an event named: the first one counts.
function lives.childOf(l, parent, pid)
  if not l.ppid then
    l.parent, l.ppid = parent, pid
  end
end

-- noteParent learns it from an event that is not the FORK of the life.
function lives.noteParent(l, pid)
  if not l.ppid and pid ~= 0 then
    lives.childOf(l, lives.parentOf(pid), pid)
  end
end

-- finish makes a life final: nothing is told of it any more.
local function finish(l)
  if l.final then
    return
  end
  l.final = true
  for th in pairs(l.tasks or {}) do
    lives.removeThread(th)
  end
  if t.procs[l.pid] == l then
    t.procs[l.pid] = nil
  end
  l.parent, l.before, l.missing, l.line = nil, nil, nil, nil
end

-- close expects nothing more of a life.
function lives.close(l)
  l.closed, l.exit.closed = true, t.last.frame
  l.lossy = l.lossy or t.lossTo > l.first.frame
  if not l.listed then
    finish(l)
    return
  end
  local slot = t.next % CLOSED + 1
  local old = t.closed[slot]
  t.closed[slot], t.next = l, slot % CLOSED
  if old and old.closed then
    finish(old)
  end
end

-- endIfAlone ends a life whose leader and threads have all ended.
function lives.endIfAlone(l)
  if l.leaderDead and l.running == 0 then
    l.ended = true
    if not l.closed or l.replaced then
      lives.close(l)
    end
  end
end

-- replace closes a life whose pid is another's, though its EXIT did not come.
function lives.replace(l)
  l.ended, l.replaced = false, true
  if l.leaderDead then
    l.ended = true -- the EXITs of threads are missing
  end
  lives.close(l)
end

-- reopen takes the end back: what looked like one was none.
function lives.reopen(l) l.ended, l.closed, l.leaderDead = false, false, false end

-- A thread is one that does not lead, from its FORK to its EXIT. It runs, or an
-- exec killed it and its EXIT comes.

function lives.addThread(l, tid)
  local th = { tid = tid, of = l, runs = true }
  l.tasks = l.tasks or {}
  l.tasks[th], t.tids[tid] = true, th
  l.running = l.running + 1
end

local function kill(th)
  if th.runs then
    th.of.running = th.of.running - 1
  end
  th.runs = false
end

function lives.removeThread(th)
  kill(th)
  if t.tids[th.tid] == th then
    t.tids[th.tid] = nil
  end
  th.of.tasks[th] = nil
end

-- killThreads is what exec does to all threads but the one that leads from then on.
-- Those that an earlier exec killed are forgotten. It returns how many ran.
function lives.killThreads(l)
  local n = l.running
  for th in pairs(l.tasks or {}) do
    if th.runs then
      kill(th)
    else
      lives.removeThread(th)
    end
  end
  return n
end

-- freeTID makes room for a task with a number that a thread has: that one ended
-- unseen, unless an exec had killed it.
function lives.freeTID(tid)
  local th = t.tids[tid]
  if not th then
    return
  end
  local l, ran = th.of, th.runs
  lives.removeThread(th)
  if not ran then
    return
  end
  l.missing = l.missing or {}
  if #l.missing < MISSING then
    l.missing[#l.missing + 1] = tid
  else
    l.unborn = true -- as good: its threads were not all seen
  end
  lives.endIfAlone(l)
end

-- findMissing reports whether a thread with this tid is missing, whose EXIT is here.
function lives.findMissing(l, tid)
  for i, missing in ipairs(l.missing or {}) do
    if missing == tid then
      table.remove(l.missing, i)
      return true
    end
  end
  return false
end

return lives
