-- A message's place among the others: judged when it is met for the first time,
-- and shown each time. Wireshark dissects frames again, in any order.
local message = {}

-- By message: of a copy the first frame, of others a verdict and a gap; and the
-- frame of the first answer.
local kept, replies
local at, others -- the host at hand, and what is kept of the others (R31)

function message.forget()
  kept, replies = {}, {}
  at, others = nil, {}
  tracker.forget()
  loss.forget()
end
message.forget()

-- MOST is more than the messages that a frame may have.
local MOST = 0x1000000

local function place(frame, msg) return frame * MOST + msg end

-- of says whose messages come next.
function message.of(host)
  if host == at then
    return
  end
  if at then
    local mine = others[host]
    others[at], others[host] = { tracker = tracker.exchange(mine and mine.tracker), loss = loss.exchange(mine and mine.loss) }, nil
  end
  at = host
end

-- new judges a message that is met for the first time.
local function new(m)
  local of, verdict = tracker.judge(m)
  if of then
    kept[place(m.frame, m.msg)] = of -- of many captures, half the frames: no table for each
    return of
  end
  if m.kind == "request" and m.op then
    loss.request(m, m.listen, m.masked)
  end
  local gap, repeated = loss.judge(m)
  if not verdict and not gap and not repeated then
    return nil -- nearly always
  end
  if verdict and verdict.class == "reply" then
    verdict.time = m.time()
    local to = place(verdict.of, verdict.ofmsg)
    replies[to] = replies[to] or m.frame
  end
  kept[place(m.frame, m.msg)] = { verdict or false, gap or false, repeated }
  return nil, verdict, gap, nil, repeated
end

-- judge returns what is known of a message: of which frame it is a copy, else a
-- verdict and a gap; the frame of its answer; and whether its number has come
-- before. Each may be nil.
function message.judge(m, visited)
  if not visited then
    return new(m)
  end
  local where = place(m.frame, m.msg)
  local found = kept[where]
  if type(found) == "number" then
    return found
  end
  if not found then
    return nil, nil, nil, replies[where]
  end
  return nil, found[1] or nil, found[2] or nil, replies[where], found[3]
end

-- elapsed returns the time between two, exactly.
local function elapsed(from, to)
  local secs, nsecs = to.secs - from.secs, to.nsecs - from.nsecs
  if secs > 0 and nsecs < 0 then
    secs, nsecs = secs - 1, nsecs + 1000000000
  elseif secs < 0 and nsecs > 0 then
    secs, nsecs = secs + 1, nsecs - 1000000000
  end
  return NSTime(secs, nsecs)
end

local fields = schema.fields
local REPLY_TO, REPLY_IN, REPLY_TIME, REPLY_RULE = fields["cn.reply_to"], fields["cn.reply_in"], fields["cn.reply_time"], fields["cn.reply_rule"]
local COPY_OF, POSSIBLE = fields["cn.copy_of"], fields["cn.possible_copy_of"]

local function generated(tree, field, value)
  if not schema.only or schema.only[field] then
    tree:add(field, value):set_generated()
  end
end

-- show puts what is known of a message into its tree.
function message.show(tree, copy, verdict, gap, reply)
  if copy and message.mark then
    generated(tree, COPY_OF, copy)
  end
  if reply then
    generated(tree, REPLY_IN, reply)
  end
  if gap then
    finding.gap(tree, gap)
  end
  if not verdict then
    return
  end
  if verdict.class == "reply" then
    generated(tree, REPLY_TO, verdict.of)
    if verdict.time and verdict.oftime then
      generated(tree, REPLY_TIME, elapsed(verdict.oftime, verdict.time))
    end
    generated(tree, REPLY_RULE, verdict.rule)
    if verdict.also then
      finding.add(tree, "ambiguous", "the answer to frame %d, or to frame %d", verdict.of, verdict.also)
    end
  end
  if verdict.maybe and message.mark then
    generated(tree, POSSIBLE, verdict.maybe)
  end
end

return message
