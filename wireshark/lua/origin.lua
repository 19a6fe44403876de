-- Where a frame comes from: what Wireshark knows of it beside its bytes. Each question
-- costs as much as a field, so none is asked that the file has answered.
local origin = {}

local encap = Field.new("frame.encap_type")
local epoch = Field.new("frame.time_epoch")
local interface = Field.new("frame.interface_id")
local section = Field.new("frame.section_number")
local description = Field.new("frame.interface_description")
local comments = Field.new("frame.comment")
local drops = Field.new("frame.drop_count")

origin.description = description

local classic -- the encapsulation, where the file says nothing of interfaces: a pcap
local key -- of the interface of the frame at hand; false where nobody asked yet

function origin.forget() classic = nil end

-- begin takes the next frame, and returns its encapsulation; nil in the first of two
-- passes, when nobody knows.
function origin.begin()
  key = false
  if classic then
    return classic
  end
  local found = encap()
  found = found and found.value
  if found and not origin.interface() then
    classic = found
  end
  return found
end

-- interface tells frames of one interface from those of another; nil in a pcap.
function origin.interface()
  if key == false then
    local i, n = nil, nil
    if not classic then
      i, n = interface(), section()
    end
    key = i and (n and n.value or 0) * 0x100000000 + i.value or nil
  end
  return key
end

-- time returns when the frame was captured: secs and nsecs, since 1970; nil where
-- nobody knows.
function origin.time()
  local found = epoch()
  return found and found.value
end

-- comments returns those of the packet.
function origin.comments() return { comments() } end

-- commented reports whether the packet has a comment.
function origin.commented() return not classic and comments() ~= nil end

-- dropped returns how many messages the capture counts as dropped before the frame;
-- nil where it does not say.
function origin.dropped()
  local found = drops()
  return found and tonumber(tostring(found.value))
end

return origin
