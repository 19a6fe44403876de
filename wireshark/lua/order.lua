-- The byte order of a datagram, which no field names (R3).
local order = {}

local unpack = number.unpack
local NONE, FIRST, WHOLE = 0, 1, 2 -- how the lengths of messages fit the datagram

-- What is weighed stands in these fields.
local nlmsghdr, cn_msg = spec.structs.nlmsghdr, spec.structs.cn_msg
local HEAD = nlmsghdr.size
local LENGTH, TYPE = spec.field("nlmsghdr", "nlmsg_len"), spec.field("nlmsghdr", "nlmsg_type")
local IDX, VAL, LEN = spec.field("cn_msg", "id.idx"), spec.field("cn_msg", "id.val"), spec.field("cn_msg", "len")
local OVERRUN = 4 -- NLMSG_OVERRUN, the last of the control types

local function small(n) return (n ~= 0 and n <= 0xffff) and 1 or 0 end

-- weigh scores how well the datagram from byte p of s on, which had wire bytes,
-- reads in an order.
local function weigh(o, s, p, wire)
  local score, fit, off, have = 0, NONE, 0, #s - p
  local function get(f) return number.read(s, p + off, f, o) end
  local function within(f) return number.read(s, p + off + HEAD, f, o) end
  for _ = 1, 4 do
    if wire - off < HEAD or have - off < LENGTH.size then
      break
    end
    local there, length = have - off, get(LENGTH)
    if there >= TYPE.at + TYPE.size and get(TYPE) <= OVERRUN then
      score = score + 2
    end
    if there >= HEAD + VAL.at + VAL.size then
      score = score + small(within(IDX)) + small(within(VAL))
    end
    if there >= HEAD + LEN.at + LEN.size and within(LEN) + HEAD + cn_msg.size == length then
      score = score + 4
    end
    if length < HEAD or length > wire - off then
      return score - 4, fit
    end
    score, fit = score + 4, math.max(fit, FIRST)
    off = off + length + (-length) % 4 -- R5
    if off >= wire then
      return score + 4, WHOLE
    end
  end
  return score, fit
end

-- detect returns "<", ">" or nil where structure does not tell.
function order.detect(s, p, wire)
  if #s - p >= LENGTH.size and wire < 65536 then
    -- A sound length in one order is none in the other.
    local little = unpack("<I4", s, p + LENGTH.at + 1)
    if little >= HEAD and little <= wire then
      return "<"
    end
    local big = unpack(">I4", s, p + LENGTH.at + 1)
    if big >= HEAD and big <= wire then
      return ">"
    end
  end
  local little, lfit = weigh("<", s, p, wire)
  local big, bfit = weigh(">", s, p, wire)
  if bfit == NONE and lfit ~= NONE then return "<" end
  if lfit == NONE and bfit ~= NONE then return ">" end
  if little > big then return "<" end
  if big > little then return ">" end
end

local memory, settled, classic -- by interface: how many more were little-endian; by frame: what was decided of it; the file has no interfaces

function order.forget() memory, settled, classic = {}, {}, nil end
order.forget()

-- remembered returns the key of a frame's interface in memory. A classic pcap has
-- none, which its first frame tells: asking costs as much as all else here.
local function remembered(interface)
  if classic then
    return classic
  end
  local key = interface()
  if not key and next(memory) == nil then
    classic = 0
  end
  return key or 0
end

-- found remembers the order that a frame's structure told.
function order.found(o, interface)
  local key = remembered(interface)
  memory[key] = (memory[key] or 0) + (o == "<" and 1 or -1)
end

-- overhear remembers the order of another family's datagram, if its structure tells:
-- it comes from the same machine, and R3c asks for all frames of the interface.
function order.overhear(s, p, wire, interface)
  local o = order.detect(s, p, wire)
  if o then
    order.found(o, interface)
  end
end

-- decide returns the order of a frame's datagram, and what decided it. interface
-- tells whose frame it is, nil in a classic pcap.
-- The last resort is little-endian: Lua does not see the file's own order.
function order.decide(given, s, p, wire, frame, visited, interface)
  if given then
    return given, "given by the user"
  end
  local o = order.detect(s, p, wire)
  if o then
    if not visited then
      order.found(o, interface)
    end
    return o, "structure of the datagram"
  end
  if not visited then
    settled[frame] = memory[remembered(interface)] or 0
  end
  local more = settled[frame] or 0
  return more < 0 and ">" or "<", more ~= 0 and "earlier frames of the interface" or "nothing tells"
end

return order
