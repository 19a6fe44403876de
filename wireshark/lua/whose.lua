-- Whose an event is: the life of its host that it is about, where it is no FORK of a
-- process. Some lives begin by it, since their FORK was not seen; of some it shows
-- that they had not ended. Events are as in happened.
local whose = {}

local NO_SIGNAL = 0xffffffff -- exit_signal of a thread that does not lead

local t -- the host at hand, as in lives

-- use takes a host; what follows is about it.
function whose.use(host) t = host end

-- leads reports whether the task of an event is the leader of its process.
function whose.leads(e) return e.pid == e.tgid end

-- list notes the first event of a life: it counts from then on.
function whose.list(l, e) l.listed, l.first = true, e end

local leads, list = whose.leads, whose.list

-- unborn makes a life whose FORK was not seen.
local function unborn(e)
  lives.freeTID(e.tgid)
  local l = lives.life(e.tgid)
  list(l, e)
  return l
end

-- before is the life of the pid before, while its EXIT may still come.
local function pending(l) return l.before and not l.before.final end

-- after returns the life of an event of a pid whose last life was taken to have
-- ended.
local function after(l, e)
  local another = lives.mayBeAnother(l)
  if leads(e) and another and not l.unsettled or not leads(e) and another and not lives.mayHaveOthers(l) then
    return unborn(e)
  elseif e.word == "exit" and not leads(e) then
    return l -- its end is later, that is all
  elseif not leads(e) then
    lives.reopen(l)
    l.leaderDead = true
    return l
  end
  if pending(l) then -- the EXIT was its
    local b = l.before
    b.leaderDead = true
    b.exit = { frame = l.exit.frame, code = l.exit.code, signal = l.exit.signal, closed = b.exit.closed }
    lives.endIfAlone(b)
    l.before = nil
  end
  lives.reopen(l)
  return l
end

-- afterLeader returns the life of an event of a leader whose EXIT came, though
-- threads of it run: one of them did exec, unseen, or all is another life.
local function afterLeader(l, e)
  local exec = l.exit.code == 0 and l.exit.signal ~= NO_SIGNAL
  if exec or not lives.lostSince(l.exit) then
    l.leaderDead = false
    lives.killThreads(l)
    return l
  end
  lives.replace(l)
  return unborn(e)
end

-- subject returns the life that an event which is no FORK of a process is of.
function whose.subject(e)
  local l = t.procs[e.tgid]
  if not l then
    l = unborn(e)
  elseif not l.listed then
    list(l, e)
  elseif l.closed then
    l = after(l, e)
  elseif leads(e) and l.leaderDead and e.word ~= "exec" then
    l = afterLeader(l, e)
  end
  l.leaderSeen = l.leaderSeen or leads(e)
  return l
end

return whose
