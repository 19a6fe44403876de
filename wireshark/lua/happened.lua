-- What an event does to the lives of its host. An event has frame, stamp, what,
-- pid and tgid of the task that it is about, ppid and ptgid of the other that it
-- names, and of an EXIT code and signal.
local happened = {}

local INIT = 1 -- the process that does not end, and adopts

local t -- the host at hand, as in lives

-- use takes a host; what follows is about it.
function happened.use(host)
  t = host
  lives.use(host)
  whose.use(host)
end

local leads, list, subject = whose.leads, whose.list, whose.subject

-- forkProcess starts a life, which has what is known of its parent but the name.
local function forkProcess(e)
  local parent = lives.parentOf(e.ptgid)
  lives.freeTID(e.tgid)
  local before = t.procs[e.tgid]
  local l = lives.life(e.tgid)
  l.started, l.leaderSeen = true, true
  list(l, e)
  lives.childOf(l, parent, e.ptgid)
  if parent then
    l.facts = parent.facts
    parent.leaderSeen = parent.leaderSeen or e.ppid == e.ptgid
  end
  if before and not before.closed then
    lives.replace(before)
    if before.listed then
      l.before = before
    end
  end
  return l
end

-- forkThread adds a thread to a life. The parent that its FORK names is that of its
-- process.
local function forkThread(e)
  local l = subject(e)
  local other = t.procs[e.pid]
  if other and other ~= l then
    if not other.closed then
      lives.replace(other)
    end
    if t.procs[e.pid] == other then
      t.procs[e.pid] = nil
    end
  end
  lives.freeTID(e.pid)
  lives.addThread(l, e.pid)
  if e.ptgid == 0 then
    lives.childOf(l, nil, 0) -- pid 1, which the kernel itself started
  else
    lives.noteParent(l, e.ptgid)
  end
  return l
end

-- mayBeChild reports whether an EXIT of a life may name a parent.
local function mayBeChild(l, pid)
  local p = l.parent
  if pid == 0 or pid == INIT or not l.ppid or pid == l.ppid then
    return true
  elseif not p or p.pid == INIT then
    return false
  end
  return p.replaced or p.ended or lives.lostSince(p.first)
end

-- late returns the life before the last one of a pid, if the EXIT of a leader is
-- its: when the kernel sends it, the pid may be in use again.
local function late(e)
  local l = t.procs[e.tgid]
  if not l then
    return nil
  end
  l.lossy = l.lossy or l.doubtful
  local b = l.before
  if not b then
    return nil
  elseif b.final then
    l.before = nil
    return nil
  end
  local older, newer = mayBeChild(b, e.ptgid), mayBeChild(l, e.ptgid)
  local due = not lives.lostSince(b.first) and (b.started or b.leaderSeen and t.lossTo == 0)
  if e.stamp and l.first.stamp and e.stamp < l.first.stamp or older and not newer or not older == not newer and due then
    l.before = nil
    b.lossy = b.lossy or b.doubtful
    return b
  elseif newer and not older then
    return nil -- the other is still to come
  elseif not l.leaderDead then
    l.lossy, b.lossy, l.doubtful = true, true, true -- whose EXIT it is depends on what was lost
  end
end

local function exits(l, e)
  l.exit = { frame = e.frame, code = e.code, signal = e.signal, closed = l.exit.closed }
  lives.endIfAlone(l)
end

-- exit takes the EXIT of a thread, or of the leader.
local function exit(e)
  local l
  if leads(e) then
    l = late(e) or subject(e)
    l.leaderDead = true
    lives.noteParent(l, e.ptgid)
    exits(l, e)
    return l
  end
  l = subject(e)
  local th = t.tids[e.pid]
  if th and th.of ~= l then
    th = nil
  end
  if not th then
    if not lives.findMissing(l, e.pid) then
      if l.unsettled and not l.unborn then
        return l -- the old leader of before an exec, or a thread that it killed
      end
      l.unborn = true
    end
  else
    local ran = th.runs
    lives.removeThread(th)
    if not ran then
      return l
    end
  end
  lives.noteParent(l, e.ptgid)
  exits(l, e)
  return l
end

-- knowThread sees to it that the thread of an event is known.
local function knowThread(l, e)
  local th = t.tids[e.pid]
  if leads(e) or th and th.of == l then
    return
  elseif th then
    lives.freeTID(e.pid)
  end
  l.unborn = true
  lives.addThread(l, e.pid)
end

-- update takes what a process did.
local function update(l, e)
  if e.word == "exec" then
    l.name, l.facts = nil, facts.without(l.facts)
    l.unsettled = lives.killThreads(l) > 0 and not l.leaderDead
    l.leaderDead = false
  elseif e.word == "comm" and leads(e) then -- that of another thread names the thread
    l.name = e.comm
  elseif e.word == "coredump" then
    lives.noteParent(l, e.ptgid)
  end
end

-- take takes the next event, with what the comments of its frame say, and returns
-- the life that it is of.
function happened.take(e, of)
  local l
  t.last = e
  if e.word == "fork" then
    l = leads(e) and forkProcess(e) or forkThread(e)
  elseif e.word == "exit" then
    return exit(e)
  else
    l = subject(e)
    knowThread(l, e)
    update(l, e)
  end
  if of and leads(e) then
    l.name = told.called(of, e.tgid) or l.name
    if of.by[e.tgid] then
      facts.hear(l, of.by[e.tgid])
    end
  end
  return l
end

return happened
