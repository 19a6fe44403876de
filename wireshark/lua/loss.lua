-- Messages of the process events that are missing, a CPU at a time (R25 to R30).
-- It takes messages in the order of the file, each once, and no copies.
local loss = {}

local WINDOW = 1024 -- how many CPUs are followed
local SLACK = 1e9 -- ns, as in counter
local NO_CPU = 0xffffffff -- the cpu of an answer up to 4.6, which has no number
local PORTS = 4096 -- of how many programs it is known that they listen
local DROPS = 256 -- how many drop counts are remembered

local byCPU, ring, n, epoch, newest, before
local listening, count, since
local drops -- the last ones: before which frame how many were dropped that are in no gap yet

function loss.forget()
  byCPU, ring, n, epoch, newest, before = {}, {}, 0, 0, 0, nil
  listening, count, since = {}, 0, nil
  drops = {}
end
loss.forget()

-- exchange takes what is kept of another host, or begins with nothing, and returns
-- what was kept so far.
function loss.exchange(s)
  local was = { byCPU, ring, n, epoch, newest, listening, count, drops, before = before, since = since }
  loss.forget()
  if s then
    byCPU, ring, n, epoch, newest, listening, count, drops = table.unpack(s, 1, 8)
    before, since = s.before, s.since
  end
  return was
end

-- drop says that the capture counts so many messages as dropped before a frame.
function loss.drop(frame, messages)
  if messages == 0 then
    return
  elseif #drops == DROPS then
    table.remove(drops, 1)
  end
  drops[#drops + 1] = { frame = frame, count = messages }
end

-- take takes as many as a gap lacks out of what was dropped since the frame before it:
-- what was dropped before that is none of it. It returns false where that is less. The
-- oldest go first, for a later gap may not reach as far back.
local function take(from, lost)
  local first, room = #drops + 1, 0
  while first > 1 and drops[first - 1].frame > from do
    first = first - 1
    room = room + drops[first].count
  end
  if room < lost then
    return false
  end
  while lost > 0 do
    local d = drops[first]
    local part = math.min(d.count, lost)
    d.count, lost, first = d.count - part, lost - part, first + 1
  end
  return true
end

-- proven reports whether a gap behind a frame is a loss for certain. R29
local function proven(from, lost)
  return since and from >= since or take(from, lost)
end

-- Whoever asked for some events only is not sent the others, and a socket's
-- capture does not hold its requests. So a gap is filtered or lost unless a
-- listener of all events stands in the capture. R29
function loss.request(m, listen, masked)
  if listening[m.port] then
    listening[m.port], count = nil, count - 1
  end
  if listen and not masked and count < PORTS then
    listening[m.port], count = true, count + 1
  end
  if count == 0 then
    since = nil
  else
    since = since or m.frame
  end
end

-- of returns the counter that a message's number is of, and whether the message is
-- its first.
local function of(m)
  local c = byCPU[m.cpu]
  if c and c.epoch == epoch then
    return c, false
  end
  if not c then
    local slot = n % WINDOW + 1
    if ring[slot] then
      byCPU[ring[slot]] = nil
    end
    c = {}
    byCPU[m.cpu], ring[slot], n = c, m.cpu, n + 1
  end
  counter.start(c, m, epoch)
  return c, true
end

-- gap makes what is missing between two frames.
local function gap(m, from, to, lost)
  return { what = "gap", cpu = m.cpu, from = from, to = to, filtered = not proven(from, lost) }
end

-- missing opens a gap if anything is missing between two numbers.
local function missing(c, low, high, m, from, to)
  if high - low <= 1 then
    return nil
  end
  return counter.miss(c, low, high, gap(m, from, to, high - low - 1))
end

-- backward takes a number that is not larger than all before it. R27
local function backward(c, number, m)
  if number < c.first then -- sent before the first one that came
    local first, at = c.first, c.from
    c.first, c.from, c.since = number, m.frame, m.stamp
    return missing(c, number, first, m, m.frame, at)
  end
  return nil, not counter.fill(c, number)
end

-- judge says what a message shows: a gap, with what "gap", cpu, from, to, lost and
-- filtered, of which lost may still become less; "restart", with from and to; or
-- nil. The second result is true of a number that has come before.
function loss.judge(m)
  if not m.timed or not m.proc or m.cpu == NO_CPU then
    return nil
  end
  local c, fresh = of(m)
  local last = before
  before = m.frame
  local stamp = m.stamp
  local past = stamp + SLACK < newest
  if fresh and not past then
    newest = stamp > newest and stamp or newest
    return nil
  end
  local number = counter.number(c, m.seq)
  if not fresh and not past and number > c.last then
    newest = stamp > newest and stamp or newest
    local from, at = c.last, c.at
    counter.advance(c, number, m)
    if number - from == 1 then
      return nil -- nearly always
    end
    return missing(c, from, number, m, at, m.frame)
  end
  if not fresh and number <= c.last and counter.old(c, number, stamp) then
    return backward(c, number, m)
  end
  -- All counters begin anew: those of one machine begin together. R28
  epoch, newest = epoch + 1, stamp
  counter.start(c, m, epoch)
  return { what = "restart", cpu = m.cpu, from = last, to = m.frame }
end

return loss
