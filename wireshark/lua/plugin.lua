-- What Wireshark calls: a post-dissector, since its own dissector of netlink calls
-- nobody for the connector's messages, whose nlmsg_type is below 16 (R6).
local plugin = {}

local cn = schema.protos.cn
local encap = Field.new("frame.encap_type")
local epoch = Field.new("frame.time_epoch")
local interface = Field.new("frame.interface_id")
local section = Field.new("frame.section_number")

cn.prefs.byte_order = Pref.enum("Byte order of the messages", 0, "No field names it: it is found a frame at a time, unless it is given here",
  { { 1, "found by structure", 0 }, { 2, "little-endian", 1 }, { 3, "big-endian", 2 } }, false)
cn.prefs.layout = Pref.enum("Form of process events", 0, "Kernels 2.6.15 to 2.6.17 sent a struct timespec, which nothing tells from later forms",
  { { 1, "ns", 0 }, { 2, "timespec32", 1 }, { 3, "timespec64", 2 } }, false)
cn.prefs.copies = Pref.bool("Mark copies", true, "A tap sees a message once for each listener: name the first frame that has it")

local orders, layouts = { [1] = "<", [2] = ">" }, { [0] = "ns", [1] = "timespec32", [2] = "timespec64" }

schema.register()
finding.register(cn)

-- frame is what the walk asks for.
local frame = { users = schema.users("ns") }

local function preferences()
  frame.users = schema.users(layouts[cn.prefs.layout])
  message.mark = cn.prefs.copies
end

cn.prefs_changed = preferences

-- init is called before a file is read, for the first time or again.
function cn.init()
  schema.prepare()
  preferences()
  order.forget()
  message.forget()
end

local time, said, to, by, protocol -- of the frame at hand

-- time returns when the frame was captured: secs and nsecs, since 1970 or, in the
-- first of two passes, since the first frame; nil where nobody knows.
function frame.time()
  if time == nil then
    local found = epoch()
    time = found and found.value or not encap() and frame.since or false
  end
  return time or nil
end

-- parted returns seconds as a number of its two parts.
local function parted(seconds)
  local whole = math.floor(seconds)
  return { secs = whole, nsecs = math.floor((seconds - whole) * 1e9 + 0.5) }
end

-- of tells frames of one interface from those of another; nil in a classic pcap.
local function of()
  local i, n = interface(), section()
  return i and (n and n.value or 0) * 0x100000000 + i.value
end

-- say is told of each message, with what is known of it: of a frame that is shown.
local function say(m, copy, verdict, s, stop, o)
  protocol = protocol or m.user and m.user.name or "cn"
  if not to then
    to, by = event.direction(m)
  end
  local text = summary.of(m, s, stop, o)
  if message.mark and copy then
    text = text .. " [copy of " .. copy .. "]"
  elseif message.mark and verdict and verdict.maybe then
    text = text .. " [possible copy of " .. verdict.maybe .. "]"
  end
  said[#said + 1] = text
end

-- bare is told of a netlink message without anything in it.
local function bare(kind, flags, length)
  said[#said + 1] = string.format("netlink type %d flags 0x%04x len %d", kind, flags, length)
end

-- columns says in a line of the list what the frame holds, and who sent it.
local function columns(cols, problem, repair, length, captured)
  if to then
    cols.src = to == "<kernel" and "kernel" or "user space"
    cols.dst = to == "<kernel" and "user space" or "kernel"
  end
  if repair then
    said[#said + 1] = "[repaired: " .. repair .. "]"
  end
  if captured < length then
    said[#said + 1] = "[truncated: " .. captured .. " of " .. length .. " bytes]"
  end
  if problem then
    said[#said + 1] = "[malformed: " .. problem .. "]"
  end
  cols.protocol = protocol or "cn"
  cols.info = (table.concat(said, "; "):gsub("; %[", " ["))
end

-- begin prepares the frame for the walk. Where nobody asks for columns or for the
-- tree, nobody is told what the messages say.
local function begin(pinfo, cols, tree, pkttype)
  time, said, protocol = nil, {}, nil
  frame.number, frame.visited, frame.visible, frame.port = pinfo.number, pinfo.visited, tree.visible, nil
  local shown = tostring(cols.info) ~= "(info)"
  frame.say, frame.bare = shown and say or nil, shown and bare or nil
  to, by = event.marked(pkttype)
  return shown
end

function cn.dissector(tvb, pinfo, tree)
  local captured = tvb:len()
  local s = captured > 0 and tvb:raw(0, captured)
  if not s or not link.maybe(s) then
    return
  end
  local found = encap()
  local base, pkttype, repair = link.peel(s, found and found.value or link.guess(s))
  if not base then
    return
  end
  frame.since = not found and parted(pinfo.rel_ts) or nil
  local cols, wire = pinfo.cols, math.max(tvb:reported_len(), captured)
  local shown = begin(pinfo, cols, tree, pkttype)
  local o, why = order.decide(orders[cn.prefs.byte_order], s, base, wire - base, frame.number, frame.visited, of)
  local problem, item = walk.datagram(frame, s, tvb, tree, base, wire, o)
  if problem then
    finding.add(item or tree, "malformed", "%s", problem)
  end
  if repair then
    finding.add(item or tree, "repaired", "%s", repair)
  end
  if not shown then
    return
  end
  if not to and (frame.port or 0) ~= 0 then
    to, by = ">kernel", "nlmsg_pid is not 0" -- R17
  end
  columns(cols, problem, repair, wire, captured)
end

register_postdissector(cn)

return plugin
