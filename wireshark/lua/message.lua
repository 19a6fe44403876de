-- A message's place among the others: judged when it is met for the first time,
-- and shown each time. Wireshark dissects frames again, in any order.
local message = {}

local kept, replies -- by frame and message: what was found; the first answer

function message.forget()
  kept, replies = {}, {}
  tracker.forget()
  loss.forget()
end
message.forget()

local function get(all, frame, msg)
  local of = all[frame]
  return of and of[msg]
end

local function put(all, frame, msg, value)
  all[frame] = all[frame] or {}
  all[frame][msg] = all[frame][msg] or value
end

-- judge returns what is known of a message: a verdict and a gap, of which each may
-- be nil, and the frame of its answer.
function message.judge(m, visited)
  if not visited then
    local verdict = tracker.judge(m)
    local copy = verdict and verdict.class == "copy"
    if m.kind == "request" and m.op and not copy then
      loss.request(m, m.listen, m.masked)
    end
    local gap = loss.judge(m, copy)
    if not verdict and not gap then
      return nil -- nearly always
    end
    if verdict and verdict.class == "reply" then
      verdict.time = m.time()
      put(replies, verdict.of, verdict.ofmsg, m.frame)
    end
    put(kept, m.frame, m.msg, { verdict = verdict, gap = gap })
    return verdict, gap
  end
  local found = get(kept, m.frame, m.msg)
  return found and found.verdict, found and found.gap, get(replies, m.frame, m.msg)
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

local function generated(tree, field, value) tree:add(field, value):set_generated() end

-- show puts what is known of a message into its tree.
function message.show(tree, verdict, gap, reply)
  if reply then
    generated(tree, REPLY_IN, reply)
  end
  if gap then
    finding.gap(tree, gap)
  end
  if not verdict then
    return
  end
  if verdict.class == "copy" then
    if message.mark then
      generated(tree, COPY_OF, verdict.of)
    end
  elseif verdict.class == "reply" then
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
