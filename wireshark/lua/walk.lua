-- The walk over a datagram: which struct has which bytes, by the grammar of the
-- table (R4 to R9). Fields go into the tree as they are met.
local walk = {}

local unpack, sub, byte, min = number.unpack, string.sub, string.byte, math.min
local range, referenced, hide = Tvb.range, TreeItem.referenced, TreeItem.set_hidden
local structs, fields = schema.structs, schema.fields
local HEAD, CN = spec.structs.nlmsghdr.size, structs.cn_msg.size
local CN_FIELDS, CN_LEN = structs.cn_msg, structs.cn_msg.at.len
local PORT = spec.field("nlmsghdr", "nlmsg_pid")
assert(PORT.at + PORT.size == HEAD, "nlmsg_pid is the last field of nlmsghdr")
local STATUS, SIGNAL, CORE = fields["cn_proc.exit.status"], fields["cn_proc.exit.signal"], fields["cn_proc.exit.core"]
local formats = {}
for _, o in ipairs { "<", ">" } do
  formats[o] = { nlmsghdr = number.format(spec.structs.nlmsghdr, o), cn_msg = number.format(spec.structs.cn_msg, o) }
end

-- The frame at hand. Places count from its start.
local frame -- number, visited, and what plugin asks for
local s, tvb, root -- its captured bytes, as a string and for Wireshark, and its tree
local o, add -- the byte order, and the method of a tree that adds in it
local cap, wire -- where its bytes end: the captured, and all
local visible -- the tree is shown, so all of it is wanted
local only -- what a user chose, and nothing else is wanted; nil for all
local ended -- a field that decides what follows is not captured
local problem -- the first thing that is wrong
local item -- of the tree: where a problem is shown
local index -- of the message in its frame

-- m is the message at hand: one table for all, since most are of no further use.
local m = {}
function m.bytes() return sub(m.key, PORT.size + 1) end
function m.time() return frame.time() end

-- wanted reports whether anybody wants a field, or one of a protocol.
local function wanted(tree, f)
  if only then
    return only[f]
  end
  return referenced(tree, f)
end

local function fail(class, struct, field, at, need, have)
  problem = problem or string.format("%s%s at byte %d: need %d bytes, have %d: %s", struct, field and "." .. field or "", at, need, have, class)
end

-- show adds a field of a struct that starts at p.
local function show(tree, f, p)
  local from = p + f.at
  if only and f.size <= 4 and not f.text then -- its bytes would cost more than the field
    local v = number.read(s, p, f, o)
    if only[f.field] then
      tree:add(f.field, v)
    end
    if f.also and only[f.also] then
      hide(tree:add(f.also, v))
    end
    return
  end
  local r = range(tvb, from, f.size)
  if f.text then
    tree:add(f.field, r, text.show(sub(s, from + 1, from + f.size)))
    return
  end
  local it = add(tree, f.field, r)
  if f.also then
    hide(add(tree, f.also, r))
  elseif f.bits and visible then
    it:append_text(" (" .. name.bits(f.bits, number.read(s, p, f, o)) .. ")")
  end
end

-- members adds the fields of a struct at p that are whole within stop and the
-- capture, up to a union, and reports whether all are. A field that nobody wants
-- is left out: it would cost as much as all else that is done for it.
local function members(tree, struct, p, stop)
  if stop > cap then
    stop = cap
  end
  if not tree then -- nobody wants any
    return p + struct.head <= stop
  elseif only then
    for i = 1, #struct.chosen do
      local f = struct.chosen[i]
      if p + f.at + f.size <= stop then
        show(tree, f, p)
      end
    end
    return p + struct.head <= stop
  end
  for i = 1, #struct do
    local f = struct[i]
    if p + f.at + f.size > stop then
      return false
    end
    if f.field and (visible or wanted(tree, f.field) or f.also and wanted(tree, f.also)) then
      show(tree, f, p)
    end
  end
  return true
end

-- heading starts a struct in the tree, on the bytes from p to stop; nil where none
-- of them was captured, or nobody wants them.
local function heading(tree, struct, p, stop)
  if stop > cap then
    stop = cap
  end
  if only and p < stop and not only[struct.heading] then
    return tree
  elseif p >= stop or not visible and not wanted(tree, struct.wanted) then
    return nil
  end
  return add(tree, struct.heading, range(tvb, p, stop - p))
end

-- has reports whether a field of a struct at p is captured and within stop.
local function has(f, p, stop) return p + f.at + f.size <= min(stop, cap) end

-- total adds up the fields of a struct at p that count what is inside it; nil if
-- one is not there.
local function total(struct, names, p, stop)
  local n = 0
  for _, name in ipairs(names or {}) do
    if not has(struct.at[name], p, stop) then
      return nil
    end
    n = n + number.read(s, p, struct.at[name], o)
  end
  return n
end

-- need returns how many bytes a row's struct at p and all that it counts have.
local function need(row, p, stop)
  local n = row.struct.size
  for _, inner in ipairs(row.inside) do
    local count = total(row.struct, inner.count, p, stop)
    if not count then
      return nil
    end
    n = n + count * inner.struct.size
  end
  return n
end

-- fits reports whether all conditions of a row hold of n declared bytes at p. One
-- on a field that is not there does not.
local function fits(row, p, stop, n)
  for i = 1, #row.when do
    local c = row.when[i]
    local v, value = n, c.value
    if c.all then
      value = need(row, p, stop)
    elseif c.field then
      v = has(c.field, p, stop) and number.read(s, p, c.field, o) or nil
    end
    if not v or not value or v < value or v > value and not c.least then
      return false
    end
  end
  return true
end

-- status adds the parts of a wait status. R16
local function status(tree, arm, p, stop)
  local f = arm.at.exit_code
  if not has(f, p, stop) then
    return
  end
  local code, r = number.read(s, p, f, o), range(tvb, p + f.at, f.size)
  tree:add(STATUS, r, number.div(code, 256) % 256):set_generated()
  tree:add(SIGNAL, r, code % 128):set_generated()
  tree:add(CORE, r, number.div(code, 128) % 2):set_generated()
end

-- parts reports whether anybody wants a part of the wait status.
local function parts(tree) return visible or wanted(tree, STATUS) or wanted(tree, SIGNAL) or wanted(tree, CORE) end

local EXIT = "proc_event.exit"
local EXIT_MIN = 16 -- its bytes in the union of 16, before 3.2: R9

local arms = {} -- what → struct
for _, v in ipairs(spec.sets.proc_event_what) do
  arms[v[1]] = v.arm and structs[v.arm] or nil
end

-- union walks the union of an event at p, by the arm that the selector names.
local function union(tree, struct, p, stop, declared)
  local selector = struct.selector
  if p + selector.at + selector.size > stop then
    return
  elseif p + selector.at + selector.size > cap then
    ended = true
    return
  end
  m.what = number.read(s, p, selector, o)
  local from = min(p + struct.union.at, stop)
  local arm = arms[m.what]
  if not arm then
    m.unknown = from < min(stop, cap)
    if tree and from < min(stop, cap) then
      tree:add(struct.union.field, range(tvb, from, min(stop, cap) - from))
    end
    finding.add(tree or root, "unknown_event", "event 0x%08x", m.what)
    return
  end
  local least = arm.name == EXIT and EXIT_MIN or arm.size
  local have = declared - (p + struct.union.at)
  if have < least then
    fail("short", arm.name, nil, p + struct.union.at, least, have)
  end
  if from < min(stop, cap) then
    m.arm, m.armat, m.need = arm, from, least
  end
  if not tree then
    return
  end
  tree = heading(tree, arm, from, min(from + arm.size, stop)) or tree
  members(tree, arm, from, stop)
  if arm.name == EXIT and parts(tree) then
    status(tree, arm, from, stop)
  end
end

-- part walks a row's struct at p and what is in it, up to stop; its container would
-- have ended at declared. It returns where it ended and whether all was there.
local function part(row, tree, p, stop, declared)
  local struct = row.struct
  local it = heading(tree, struct, p, struct.whole and stop or min(p + struct.size, stop))
  if struct.union then
    members(it, struct, p, stop)
    union(it, struct, p, stop, declared)
    return stop, true
  end
  if not members(it, struct, p, stop) then
    return stop, false
  end
  local next, inner = p + struct.size, stop
  if row.behind then
    inner = next + min(number.read(s, p, row.behind, o), stop - next)
  end
  for _, of in ipairs(row.inside) do
    local count, n = of.toend and math.huge or total(struct, of.count, p, stop) or 0, 0
    while next < inner and n < count do
      local whole
      next, whole = part(of, it or tree, next, inner, declared)
      if not whole and inner == stop then
        return stop, false
      end
      n = n + 1
    end
  end
  return row.behind and inner or next, true
end

-- classify tells what a message is that holds a row's struct. R18
local function classify(row, p, stop)
  local struct = row.struct
  m.kind, m.holds = row.kind, struct.union and "event" or row.kind == "request" and m.proc and "request" or nil
  if m.holds == "request" then
    event.request(m, s, p, min(stop, cap) - p, o)
  elseif row.kind == "request" then
    return
  elseif m.port ~= 0 or struct.union and not has(struct.selector, p, stop) then
    m.kind = nil -- what user space sends is no event of the kernel's: R17
  elseif struct.union and p + struct.head <= min(stop, cap) then
    event.stamp(m, struct, s, p, o)
  end
end

-- payload walks the data of a cn_msg, in [p,stop), whose declared length is n.
local function payload(p, stop, n)
  local user = m.user
  if p >= min(stop, cap) then
    return
  end
  for i = 1, user and #user or 0 do
    local row = user[i]
    if n >= row.least and n <= row.most and (not row.when[1] or fits(row, p, stop, n)) then
      classify(row, p, stop)
      local next, whole = part(row, root, p, stop, p + n)
      while whole and row.toend and next < stop do
        next, whole = part(row, root, next, stop, p + n)
      end
      return
    end
  end
  m.kind = event.data(m, byte(s, p + 1))
end

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
  elseif m.kind == "answer" and m.arm and has(m.arm.at.err, m.armat, wire) then
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
    ended = true
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
  if port == 0 and frame.sender then
    port = frame.sender
  end
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
  payload(data, next, n)
  if not captured then
    return next -- what is left of a message says nothing
  end
  -- Too few bytes for another message belong to this one: R8. With the port id in
  -- front they are the key of a copy: R21.
  local last = (stop - next < CN) and stop or next
  if not frame.judges then
    m.key = nil
  elseif p == body then
    m.key = sub(s, p - PORT.size + 1, last) -- the port id stands right before it
  else
    m.key = sub(s, body - PORT.size + 1, body) .. sub(s, p + 1, last)
  end
  local copy, verdict, gap, reply, repeated
  if frame.judges then
    copy, verdict, gap, reply, repeated = message.judge(m, frame.visited)
  end
  if copy or verdict or gap or reply then
    message.show(it or root, copy, verdict, gap, reply)
  end
  if only then
    item = item or root
  end
  if m.kind == "request" or m.kind == "answer" then
    check(it or root)
  end
  local said = frame.say and frame.say(m, copy, verdict, s, min(next, cap), o)
  if m.proc and frame.subjects then
    local stop = min(next, cap)
    subject.message(frame, m, it or root, said, frame.next and known.message(m, copy, gap, repeated, s, stop, o))
  end
  return next
end

-- cnmsgs walks the connector messages in [p,stop). They follow each other without
-- padding: R8.
local function cnmsgs(p, stop, port, envelope)
  local body = p
  while p < stop and not ended do
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
    ended = true
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
  frame, s, tvb, root, o = of, bytes, buffer, tree, order_
  only = schema.only
  visible = of.visible and not only
  add = o == "<" and TreeItem.add_le or TreeItem.add
  cap, wire, ended, problem, item, index = #bytes, length, false, nil, nil, 0
  while base < wire and not ended do
    base = nlmsg(base)
  end
  return problem, item
end

return walk
