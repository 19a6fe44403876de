-- Messages of the process events that are missing, a CPU at a time (R25 to R30).
-- It takes messages in the order of the file, each once, and no copies.
local loss = {}

local WINDOW = 1024 -- how many CPUs are followed
local SLACK = 1e9 -- ns, as in counter
local NO_CPU = 0xffffffff -- the cpu of an answer up to 4.6, which has no number
local PORTS = 4096 -- of how many programs it is known that they listen

local byCPU, ring, n, epoch, newest, before
local listening, count, since

function loss.forget()
  byCPU, ring, n, epoch, newest, before = {}, {}, 0, 0, 0, nil
  listening, count, since = {}, 0, nil
end
loss.forget()

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
local function gap(m, from, to)
  return { what = "gap", cpu = m.cpu, from = from, to = to, filtered = not (since and from >= since) }
end

-- backward takes a number that is not larger than all before it. R27
local function backward(c, number, m)
  if number < c.first then -- sent before the first one that came
    local first, at = c.first, c.from
    c.first, c.from, c.since = number, m.frame, m.stamp
    return counter.miss(c, number, first, gap(m, m.frame, at))
  end
  counter.fill(c, number)
end

-- judge says what a message shows: a gap, with what "gap", cpu, from, to, lost and
-- filtered, of which lost may still become less; "restart", with from and to; or
-- nil.
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
    return counter.miss(c, from, number, gap(m, at, m.frame))
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
