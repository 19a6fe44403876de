-- The walk over a datagram (R4 to R8): its netlink messages, and the connector's in
-- them. Fields go into the tree as they are met.
local walk = {}

local unpack, sub, min = number.unpack, string.sub, math.min
local fail, members, heading = payload.fail, shown.members, shown.heading
local HEAD, CN = spec.structs.nlmsghdr.size, schema.structs.cn_msg.size
local CN_FIELDS, CN_LEN = schema.structs.cn_msg, schema.structs.cn_msg.at.len
local PORT = spec.field("nlmsghdr", "nlmsg_pid")
assert(PORT.at + PORT.size == HEAD, "nlmsg_pid is the last field of nlmsghdr")
local formats = {}
for _, o in ipairs { "<", ">" } do
  formats[o] = { nlmsghdr = number.format(spec.structs.nlmsghdr, o), cn_msg = number.format(spec.structs.cn_msg, o) }
end

-- The frame at hand. Places count from its start.
local frame -- number, visited, and what plugin asks for
local s, root -- its captured bytes, and its tree
local o -- the byte order
local cap, wire -- where its bytes end: the captured, and all
local item -- of the tree: where a problem is shown
local index -- of the message in its frame

-- m is the message at hand: one table for all, since most are of no further use.
local m = {}
function m.bytes() return sub(m.key, PORT.size + 1) end
function m.time() return frame.time() end

-- check shows what is odd in a message that kernels ignore or refuse.
local function check(tree)
  if m.holds == "request" then
    if m.op and not name.of("proc_cn_mcast_op", m.op) then
      finding.add(tree, "request_op", "mcast_op %d", m.op)
    end
    local bits, rest = name.bits("proc_event_mask_bits", m.mask or 0)
    if rest ~= 0 then
      finding.add(tree, "unknown_bits", "%s", bits)
    end
  elseif m.kind == "answer" and m.arm and grammar.has(m.arm.at.err, m.armat, wire) then
    local err = number.read(s, m.armat, m.arm.at.err, o)
    if err ~= 0 then
      finding.add(tree, "answer_error", "%s", name.of("errno", err) or "error " .. err)
    end
  end
end

-- cut shows what is left of a cn_msg at p.
local function cut(p, stop)
  local it = heading(root, CN_FIELDS, p, stop)
  item = item or it
  members(it, CN_FIELDS, p, stop)
  index = index + 1
end

-- cnmsg walks the connector message at p of a netlink message whose payload has
-- the bytes from body to stop, and returns where its data ends.
local function cnmsg(p, stop, body, port, envelope)
  local captured = p + CN <= cap
  if not captured and p + CN_LEN.at + CN_LEN.size > cap then
    cut(p, stop)
    payload.ended = true
    return stop
  end
  local n = number.read(s, p, CN_LEN, o)
  local data = p + CN
  local next = data + n
  if next > stop then
    fail("overrun", "cn_msg", "len", p + CN_LEN.at, n, stop - data)
    next = stop
  end
  m.unknown = nil
  m.len, m.kind, m.holds, m.what, m.arm, m.timed, m.op, m.mask, m.masked = n, nil, nil, nil, nil, false, nil, nil, false
  m.asked, m.struct, m.data, m.commands = nil, nil, data, 0
  if port == 0 and frame.sender then
    port = frame.sender
  end
  m.aside = frame.aside
  m.msg, m.port, m.envelope, m.frame, m.listen, m.first, m.order = index, port, envelope, frame.number, false, frame.port, o
  index = index + 1
  if captured then
    m.idx, m.val, m.seq, m.ack = unpack(formats[o].cn_msg, s, p + 1)
  else
    m.idx, m.val = number.read(s, p, CN_FIELDS.at.idx, o), number.read(s, p, CN_FIELDS.at.val, o)
  end
  local users = frame.users[m.idx]
  m.user = users and users[m.val]
  m.proc = m.user ~= nil and m.user.proc
  local it = heading(root, CN_FIELDS, p, next)
  item = item or it
  members(it, CN_FIELDS, p, stop)
  payload.walk(data, next, n, it)
  if not captured then
    return next -- what is left of a message says nothing
  end
  -- Too few bytes for another message belong to this one: R8. With the port id in
  -- front they are the key of a copy: R21.
  local last = (stop - next < CN) and stop or next
  local judges = frame.judges and not m.aside -- what is aside is nothing to the others
  if not judges then
    m.key = nil
  elseif p == body then
    m.key = sub(s, p - PORT.size + 1, last) -- the port id stands right before it
  else
    m.key = sub(s, body - PORT.size + 1, body) .. sub(s, p + 1, last)
  end
  local copy, verdict, gap, reply, repeated
  if judges then
    copy, verdict, gap, reply, repeated = message.judge(m, frame.visited)
  end
  if copy or verdict or gap or reply then
    message.show(it or root, copy, verdict, gap, reply)
  end
  if frame.passage then
    passage.show(it or root, frame.passage)
  end
  if schema.only then
    item = item or root
  end
  if m.kind == "request" or m.kind == "answer" then
    check(it or root)
  end
  local said = frame.say and frame.say(m, copy, verdict, s, min(next, cap), o)
  if m.proc and frame.subjects then
    local stop = min(next, cap)
    subject.message(frame, m, it or root, said, frame.next and known.message(m, copy, gap, repeated, s, stop, o), s, o)
  end
  return next
end

-- cnmsgs walks the connector messages in [p,stop). They follow each other without
-- padding: R8.
local function cnmsgs(p, stop, port, envelope)
  local body = p
  while p < stop and not payload.ended do
    if stop - p < CN then
      if p == body then
        fail("short", "cn_msg", nil, p, CN, stop - p)
        cut(p, stop)
      end
      return
    end
    p = cnmsg(p, stop, body, port, envelope)
  end
end

-- nlmsg walks the netlink message at off and returns where the next one starts.
local function nlmsg(off)
  local have = wire - off
  if have < HEAD then
    fail("short", "nlmsghdr", nil, off, HEAD, have)
    return wire
  elseif off + HEAD > cap then
    payload.ended = true
    return wire
  end
  local length, kind, flags, _, port = unpack(formats[o].nlmsghdr, s, off + 1)
  frame.port = frame.port or port ~= 0 and port or frame.sender or 0
  if length < HEAD then
    fail("length", "nlmsghdr", "nlmsg_len", off, HEAD, length)
    return wire
  end
  local stop = wire
  if length > have then
    fail("overrun", "nlmsghdr", "nlmsg_len", off, length, have)
  else
    stop = off + length
  end
  if stop == off + HEAD and frame.bare then
    frame.bare(kind, flags, length)
  end
  cnmsgs(off + HEAD, stop, port, kind * 0x10000 + flags)
  return min(stop + (off - stop) % 4, wire) -- R5
end

-- datagram walks what starts at byte base of a frame, in an order. It returns the
-- first thing that is wrong, and an item of the tree to show it at.
function walk.datagram(of, bytes, buffer, tree, base, length, order_)
  frame, s, root, o = of, bytes, tree, order_
  cap, wire, item, index = #bytes, length, nil, 0
  grammar.use(bytes, order_)
  shown.use(bytes, buffer, order_, of.visible)
  payload.use(m, bytes, order_, tree, of.judges)
  while base < wire and not payload.ended do
    base = nlmsg(base)
  end
  return payload.problem, item
end

return walk
