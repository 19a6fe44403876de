-- What a message is to the ones before it (R20 to R24), as spec/genealogy has it.
-- It takes messages in the order of the file, each once.
local tracker = {}

local MOMENT = 1000000 -- nanoseconds within which a message to a group comes twice
local NOTIFIER = 0xffffffff -- both numbers of its id
local NO_CPU = 0xffffffff -- the cpu of an answer up to 4.6

local proc = rule.plan(1, 1)
local echo = rule.part(proc, function(r) return r.seq == "same" end) -- answers that copy seq
local counted = rule.part(proc, function(r) return r.seq ~= "same" end) -- those with a number of their own

local asked, others -- open requests of process events, and of all other ids
local notified -- the notifier was asked
local last, first -- the message before, if it may be said again, and the first of its copies

function tracker.forget()
  asked, others = request.new(), request.new()
  last, first, notified = nil, nil, nil
  copies.forget()
end
tracker.forget()

-- exchange takes what is kept of another host, or begins with nothing, and returns
-- what was kept so far.
function tracker.exchange(s)
  local was = { asked = asked, others = others, last = last, first = first, notified = notified, copies = copies.exchange(s and s.copies) }
  if s then
    asked, others, last, first, notified = s.asked, s.others, s.last, s.first, s.notified
  else
    asked, others, last, first, notified = request.new(), request.new(), nil, nil, nil
  end
  return was
end

-- near reports whether two times, of those that are known, are less than a moment
-- apart.
local function near(a, b)
  if not a or not b then
    return false
  end
  local ns = (a.secs - b.secs) * 1e9 + (a.nsecs - b.nsecs)
  return ns < MOMENT and ns > -MOMENT
end

-- same reports whether the message before is equal to m, envelope included.
local function same(m) return last.key == m.key and last.envelope == m.envelope and last.order == m.order and last.frame ~= m.frame end

-- perhaps returns the message before, if a user's message may be the same one: to a
-- group that somebody listens to it comes twice. R21
local function perhaps(m)
  if m.port ~= 0 and last and same(m) and near(last.time, m.time()) then
    return last.frame
  end
end

-- again finds copies of what may be said twice and has no counter: they follow
-- each other at once, each in a frame of its own. What user space sends has none.
-- R21
local function again(m)
  if last and same(m) and m.port == 0 and m.kind ~= "request" then
    last.frame = m.frame
    return first
  end
  last = { key = m.key, envelope = m.envelope, order = m.order, frame = m.frame, time = m.port ~= 0 and m.time() or nil }
  first = m.frame
end

-- answer finds the request of a process events' answer. R22
local function answer(m)
  local old = m.timed and m.cpu == NO_CPU -- up to 4.6
  if not m.timed or old or #counted.rules == 0 then
    local v = request.answer(asked, m.ack, m, echo)
    if v or old and #echo.rules > 0 then
      return v
    end
  end
  return request.answer(asked, m.ack, m, counted)
end

-- events judges a message of the process events that is no event.
local function events(m)
  if m.kind == "request" then
    if m.msg == 0 then -- kernels read the first message of a datagram: R8
      request.open(asked, (m.ack + 1) % number.MODULUS, m)
    end
  elseif m.kind == "answer" then
    return answer(m) or { class = "unsolicited" }
  end
end

-- once is for what no two messages say alike, for it has a counter: an equal one
-- is a copy however far behind. R21
local function once(m)
  last = nil
  local of = copies.of(m.key, m.order, m.frame)
  if of or m.kind == "event" or not m.proc then
    return of
  end
  return nil, events(m)
end

-- other judges a message of another id, by numbers and port ids alone unless its
-- kind is known. R23, R24
local function other(m)
  local plan = rule.plan(m.idx, m.val)
  notified = notified or m.idx == NOTIFIER and m.val == NOTIFIER
  if not m.kind and m.port == 0 and m.ack == 0 and plan.events then
    return once(m)
  end
  local key = m.idx .. ":" .. m.val .. ":" .. (plan.turns and 0 or m.asked or m.seq)
  if m.kind ~= "request" then
    local v = request.answer(others, key, m, plan)
    if v then
      return nil, v
    end
    if m.kind == "answer" or plan.answerers == "user" and m.port ~= 0 then
      return nil, { class = "unsolicited" }
    end
  end
  if rule.asks(plan, m) then
    request.open(others, key, m)
  end
end

-- judge returns of which frame the next message is a copy; else nil, and the verdict
-- on it where there is anything to say: class "reply" with of, ofmsg, oftime, rule
-- and perhaps also, another request that fits; or "unsolicited". maybe is the frame
-- of a possible copy, notice whether the notifier says it.
function tracker.judge(m)
  if m.timed or m.kind == "event" then
    return once(m)
  end
  local before = perhaps(m)
  local of = again(m)
  if of then
    local plan = rule.plan(m.idx, m.val)
    local more = plan.each and request.more(others, m.idx .. ":" .. m.val .. ":" .. m.seq, m, plan)
    if not more then
      return of
    end
    first = m.frame -- an answer to another command, equal to the one before: R21
    return nil, more
  end
  local v
  if notified and m.len == 0 and m.port == 0 and m.seq == 0 and m.ack <= 1 then
    v = { notice = true } -- an id came, with ack 0, or went: R24
  elseif m.proc then
    v = events(m)
  else
    of, v = other(m)
  end
  if before then
    v = v or {}
    v.maybe = before
  end
  return of, v
end

return tracker
