-- What a message is (R18, R23), and who sent it (R17).
local event = {}

local MCAST = spec.field("proc_input", "mcast_op")
local MASK = spec.field("proc_input", "event_type")
local LISTEN = spec.number("proc_cn_mcast_op", "PROC_CN_MCAST_LISTEN")

-- ALL is every event that a mask may have.
local ALL = 0
for _, v in ipairs(spec.sets.proc_event_mask_bits) do
  ALL = ALL + v[1]
end

-- selects reports whether a mask asks for some events only: unknown bits do not
-- count, and none means all. R29
local function selects(mask)
  local _, rest = name.bits("proc_event_mask_bits", mask)
  local known = mask - rest
  return known ~= 0 and known ~= ALL
end

-- request tells what a request asks for, from its data in have bytes at p: its
-- operation, its mask if it has one, and whether that asks for some events only.
function event.request(m, s, p, have, o)
  if have >= MCAST.size then
    m.op = number.read(s, p, MCAST, o)
    m.listen = m.op == LISTEN
  end
  if m.len ~= MCAST.size and have >= MASK.at + MASK.size then
    m.mask = number.read(s, p, MASK, o)
    m.masked = selects(m.mask)
  end
end

-- stamp tells the processor and the time of an event whose head stands at p.
function event.stamp(m, struct, s, p, o)
  local at = struct.at
  m.timed, m.cpu = true, number.read(s, p, at.cpu, o)
  if at.timestamp_ns then
    m.stamp = number.read(s, p, at.timestamp_ns, o)
  else
    m.stamp = number.read(s, p, at.tv_sec, o) * 1e9 + number.read(s, p, at.tv_nsec, o)
  end
end

local NS, SEC = "E", { [4] = "I4", [8] = "E" }

-- exact is that time in nanoseconds, all 64 bits of it.
function event.exact(m, s, o)
  local at, p = m.struct.at, m.structat + 1
  if at.timestamp_ns then
    return (Struct.unpack(o .. NS, s, p + at.timestamp_ns.at))
  end
  local secs, nsecs = Struct.unpack(o .. SEC[at.tv_sec.size], s, p + at.tv_sec.at), Struct.unpack(o .. SEC[at.tv_nsec.size], s, p + at.tv_nsec.at)
  return UInt64.new(secs) * UInt64.new(1000000000) + UInt64.new(nsecs)
end

-- WORD is the field of what an event is called.
event.WORD = named.add("cn_proc.event", ProtoField.string, base.ASCII, "The event in a word: fork, exec, exit, and ack in an answer; cn_proc.what is its number.")

local words = {}
for _, v in ipairs(spec.sets.proc_event_what) do
  words[v[1]] = v.arm and v.arm:match("[^.]+$")
end

-- word is what an event is called; of one without a name its number says it. The second
-- result tells which.
function event.word(what)
  local known = words[what]
  return known or string.format("event 0x%08x", what), known ~= nil
end

local USER, KERNEL = spec.number("pkttype", "PACKET_USER"), spec.number("pkttype", "PACKET_KERNEL")

-- marked returns who sent a frame, ">kernel" or "<kernel", by sll_pkttype; nil where it
-- does not tell. R17
function event.marked(pkttype)
  if pkttype == KERNEL then return ">kernel" end
  if pkttype == USER then return "<kernel" end
end

-- direction returns it by a message's payload.
function event.direction(m)
  if m.holds == "request" then return ">kernel" end
  if m.holds == "event" and m.first == 0 then return "<kernel" end
end

return event
