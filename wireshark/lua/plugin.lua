-- What Wireshark calls: a post-dissector, since its own dissector of netlink calls
-- nobody for the connector's messages, whose nlmsg_type is below 16 (R6).
local plugin = {}

local cn = schema.protos.cn
cn.prefs.byte_order = Pref.enum("Byte order of the messages", 0, "No field names it: it is found a frame at a time, unless it is given here",
  { { 1, "found by structure", 0 }, { 2, "little-endian", 1 }, { 3, "big-endian", 2 } }, false)
cn.prefs.layout = Pref.enum("Form of process events", 0, "Kernels 2.6.15 to 2.6.17 sent a struct timespec, which nothing tells from later forms",
  { { 1, "ns", 0 }, { 2, "timespec32", 1 }, { 3, "timespec64", 2 } }, false)
cn.prefs.copies = Pref.bool("Mark copies", true, "A tap sees a message once for each listener: name the first frame that has it")

cn.prefs.names = Pref.bool("Say who processes were", true, "By the names that the capture's comments have, and by the events before")

cn.prefs.context = Pref.bool("Say where in its life an event is", false, "Age, ancestors and others, below each event; a filter has them in any case")

cn.prefs.only = Pref.string("Only these fields", "", "Names with spaces between them: no other field and no column is made, and the fields have no bytes. "
  .. "For tshark -T fields on large captures, where the command line does not tell it")

cn.prefs.asked = Pref.bool("Only the fields that tshark -T fields asks for", true, "What -e and the filters name, by the command line, where the system shows it: all else is not made, and not missed")

local orders, layouts = { [1] = "<", [2] = ">" }, { [0] = "ns", [1] = "timespec32", [2] = "timespec64" }

schema.register()
finding.register(cn)

-- frame is what the walk asks for.
local frame = { users = schema.users("ns") }
local HOST = schema.fields["cn.host"]

local function preferences()
  frame.users, frame.given = schema.users(layouts[cn.prefs.layout]), orders[cn.prefs.byte_order]
  message.mark = cn.prefs.copies
  choice.make(cn.prefs.only, cn.prefs.asked)
  local all = schema.only == nil
  named.choose(cn.prefs.context)
  subject.made, known.traced = subject.chosen(), lineage.chosen()
  frame.names = cn.prefs.names and (subject.made or known.traced)
  frame.judges = all or frame.names or choice.has("cn.reply") or choice.has("cn.copy_of") or choice.has("cn.possible")
  -- Of a frame nothing stays then, and Lua's collector would take a third of all time
  -- to go through the plugin's own tables, again and again.
  frame.lean = not frame.judges and not choice.has("cn.host") and not passage.chosen()
  collectgarbage("setpause", frame.lean and 1000 or 200)
  direct.make(frame.users, frame.lean)
  frame.minds = choice.has("cn_proc.event") -- who sent it, which a comment may say
end

cn.prefs_changed = preferences

-- init is called before a file is read, for the first time or again.
function cn.init()
  schema.prepare()
  preferences()
  frame.met = false -- no netlink yet: to ask for the encapsulation of a frame costs as much as the plugin else does
  order.forget()
  message.forget()
  host.forget()
  known.forget()
  origin.forget()
end

local time, said, marks, to, protocol -- of the frame at hand

-- time returns when the frame was captured: secs and nsecs, since 1970 or, in the
-- first of two passes, since the first frame; nil where nobody knows.
function frame.time()
  if time == nil then
    time = origin.time() or frame.since or false
  end
  return time or nil
end

-- parted returns seconds as a number of its two parts.
local function parted(seconds)
  local whole = math.floor(seconds)
  return { secs = whole, nsecs = math.floor((seconds - whole) * 1e9 + 0.5) }
end

-- say is told of each message, with what is known of it: of a frame that is shown.
local function say(m, copy, verdict, s, stop, o)
  protocol = protocol or m.user and m.user.name or "cn"
  to = to or event.direction(m)
  local n = #said + 1
  said[n] = summary.of(m, verdict and verdict.notice, s, stop, o)
  if message.mark and copy then
    marks[n] = " [copy of " .. copy .. "]"
  elseif message.mark and verdict and verdict.maybe then
    marks[n] = " [possible copy of " .. verdict.maybe .. "]"
  end
  return n
end

-- whom is told who a message that was said is about.
local function whom(n, of)
  local who = subject.short(of)
  if who then
    said[n] = said[n] .. ": " .. who
  end
end

-- bare is told of a netlink message without anything in it.
local function bare(kind, flags, length)
  said[#said + 1] = string.format("netlink type %d flags 0x%04x len %d", kind, flags, length)
end

-- columns says in a line of the list what the frame holds, and who sent it.
local function columns(cols, problem, repair, length, captured)
  if to or frame.aside then
    cols.src = not frame.aside and to == "<kernel" and "kernel" or "user space"
    cols.dst = not frame.aside and to ~= "<kernel" and "kernel" or "user space"
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
  for i, mark in pairs(marks) do
    said[i] = said[i] .. mark
  end
  cols.protocol = protocol or "cn"
  cols.info = (table.concat(said, "; "):gsub("; %[", " ["))
end

local file = { number = 0 } -- the host of what says nothing

-- meet learns whose the frame is, and what its comments say. In the first of two
-- passes nobody knows.
local function meet(there)
  frame.told, frame.passage, frame.sender, frame.aside, frame.next, frame.host, frame.drops, frame.subjects = nil, nil, nil, false, false, file, nil, false
  if frame.lean and not frame.minds then
    return -- nobody asks for anything that others say of the frame
  end
  local key = origin.interface()
  if key then
    frame.host = host.of(key, origin.description)
    local list = origin.comments()
    if list[1] then
      frame.told, frame.passage = told.read(list)
      frame.sender, frame.aside = frame.passage and frame.passage["sender.port"], passage.aside(frame.passage)
    end
    frame.drops = origin.dropped()
  end
  if not frame.visited then
    message.of(frame.host.number)
    if frame.drops then
      loss.drop(frame.number, frame.drops)
    end
  end
  frame.subjects = there and frame.names
  frame.next = frame.subjects and known.begin(frame.number, frame.host.number, frame.told)
end

-- show puts what is known of the frame into the tree.
local function show(tree)
  if frame.host.name and (not schema.only or schema.only[HOST]) then
    tree:add(HOST, text.fact(frame.host.name)):set_generated()
  end
  if frame.drops and frame.drops > 0 then
    finding.add(tree, "dropped", "%d dropped before this frame, says the capture", frame.drops)
  end
end

-- begin prepares the frame for the walk. Where nobody asks for columns or for the
-- tree, nobody is told what the messages say.
local function begin(pinfo, tree, pkttype)
  time, said, marks, protocol = nil, nil, nil, nil
  frame.number, frame.visited, frame.port = pinfo.number, pinfo.visited, nil
  frame.visible = not schema.only and tree.visible
  named.visible = frame.visible
  local shown = not schema.only and tostring(pinfo.cols.info) ~= "(info)"
  if shown then
    said, marks = {}, {}
  end
  frame.say, frame.bare, frame.named = shown and say or nil, shown and bare or nil, whom
  to = event.marked(pkttype)
  return shown
end

local len, reported, raw = Tvb.len, Tvb.reported_len, Tvb.raw

function cn.dissector(tvb, pinfo, tree)
  if choice.nothing then
    return
  end
  local captured = len(tvb)
  local s = captured > 0 and raw(tvb, 0, captured)
  local maybe = s and link.maybe(s)
  if not s or not maybe and not frame.met and not link.headed(s) then
    return
  end
  local hears = not frame.given and not pinfo.visited -- what a frame's structure tells of its interface
  if not maybe and not hears then
    return
  end
  local found, wire = origin.begin(), math.max(reported(tvb), captured)
  if maybe and direct.on and captured == wire and link.headers[found] == link.cooked and not (frame.minds and origin.commented()) then
    local o = direct.show(s, tree, tvb, frame.given)
    if o then
      frame.met = true
      if hears then
        order.found(o, origin.interface)
      end
      return
    end
  end
  local encap, sure = found, true
  if not found then
    encap, sure = link.guess(s)
  end
  local base, pkttype, repair = link.peel(s, encap)
  if not base then
    if hears and sure and pkttype then
      frame.met = true
      order.overhear(s, pkttype, wire - pkttype, origin.interface)
    end
    return
  end
  frame.met = true
  frame.since = not found and parted(pinfo.rel_ts) or nil
  local shown = begin(pinfo, tree, pkttype)
  local o, why = order.decide(frame.given, s, base, wire - base, frame.number, frame.visited, origin.interface)
  meet(found)
  local problem, item = walk.datagram(frame, s, tvb, tree, base, wire, o)
  if frame.subjects then
    subject.finish(frame)
  end
  show(item or tree)
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
    to = ">kernel" -- R17
  elseif not to and passage.kernels(frame.passage) then
    to = "<kernel"
  end
  columns(pinfo.cols, problem, repair, wire, captured)
end

register_postdissector(cn)

return plugin
