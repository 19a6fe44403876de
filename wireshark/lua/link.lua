-- The netlink datagram below the link layer (R19).
local link = {}

local byte = string.byte
local SLL, SLL2 = spec.structs.sll_header, spec.structs.sll2_header
local ARPHRD = spec.number("arphrd", "ARPHRD_NETLINK")
local CONNECTOR = spec.number("netlink_family", "NETLINK_CONNECTOR")
local HEAD, CN = spec.structs.nlmsghdr.size, spec.structs.cn_msg.size
local LENGTH, LEN = spec.field("nlmsghdr", "nlmsg_len"), spec.field("cn_msg", "len")

-- header compiles where a cooked header has what is asked of it: it is big-endian
-- always (R2).
local function header(struct, prefix)
  local h = { size = struct.size }
  for _, word in ipairs { "hatype", "protocol", "pkttype" } do
    local f = spec.field(struct.name, prefix .. word)
    h[word] = f
    h[word .. "_last"] = f.at + f.size -- where its last byte stands in a string
  end
  return h
end

local cooked, cooked2 = header(SLL, "sll_"), header(SLL2, "sll2_")

-- The encapsulations of wtap that hold netlink, and their headers.
link.headers = { [wtap_encaps.NETLINK] = cooked, [wtap_encaps.SLL] = cooked }
if wtap_encaps.SLL2 then
  link.headers[wtap_encaps.SLL2] = cooked2
end

link.cooked = cooked

-- agree reports whether a message starts the frame whose lengths agree, which
-- may count up to three bytes of padding (R5).
local function agree(s, o)
  if #s < HEAD + CN then
    return false
  end
  local more = number.read(s, 0, LENGTH, o) - HEAD - CN - number.read(s, HEAD, LEN, o)
  return more >= 0 and more <= 3
end

-- peel returns where the connector's datagram starts in a frame, and what
-- sll_pkttype is. The third result says what was wrong and was read around. Of any
-- other frame it returns nil and, if a family's datagram is in it, where that starts.
function link.peel(s, encap)
  local h = link.headers[encap]
  if h == cooked and #s >= h.size then -- nearly always
    local a, b = byte(s, h.hatype_last - 1, h.hatype_last)
    local c, d = byte(s, h.protocol_last - 1, h.protocol_last)
    if a * 0x100 + b == ARPHRD and c == 0 and d == CONNECTOR then
      return h.size, number.read(s, 0, h.pkttype, ">")
    end
  end
  local whole = h and #s >= h.size
  local netlink = whole and number.read(s, 0, h.hatype, ">") == ARPHRD
  if encap == wtap_encaps.NETLINK and not netlink and (agree(s, "<") or agree(s, ">")) then
    return 0, 0, "no cooked header: taken for a connector datagram"
  end
  if not whole or not netlink and encap ~= wtap_encaps.NETLINK then
    return nil
  end
  local protocol, repair = number.read(s, 0, h.protocol, ">"), nil
  if protocol > 0xff and protocol % 0x100 == 0 then -- no family is above 255
    protocol, repair = number.div(protocol, 0x100), "family in host byte order in the cooked header"
  end
  if protocol ~= CONNECTOR then
    return nil, h.size
  end
  return h.size, number.read(s, 0, h.pkttype, ">"), repair
end

-- guess returns the encapsulation that the bytes of a frame look like, and whether a
-- header tells it. The first of two passes has no tree, and so no field that does.
function link.guess(s)
  for encap, h in pairs { [wtap_encaps.NETLINK] = cooked, [wtap_encaps.SLL2] = cooked2 } do
    if #s >= h.size and number.read(s, 0, h.hatype, ">") == ARPHRD then
      return encap, true
    end
  end
  return wtap_encaps.NETLINK, false
end

-- headed reports at little cost whether a frame has the ARPHRD type of netlink where a
-- header may have it.
function link.headed(s)
  local a, b = byte(s, cooked.hatype_last - 1, cooked.hatype_last)
  if b and a * 0x100 + b == ARPHRD then
    return true
  end
  a, b = byte(s, cooked2.hatype_last - 1, cooked2.hatype_last)
  return b and a * 0x100 + b == ARPHRD
end

-- maybe reports at little cost whether a frame may hold a connector message. What
-- it lets through, peel looks at with the encapsulation.
function link.maybe(s)
  local a, b = byte(s, cooked.protocol_last - 1, cooked.protocol_last)
  if b == CONNECTOR and a == 0 or a == CONNECTOR and b == 0 then
    return true
  end
  a, b = byte(s, cooked2.protocol_last - 1, cooked2.protocol_last)
  if b == CONNECTOR and a == 0 or a == CONNECTOR and b == 0 then
    return true
  end
  return agree(s, "<") or agree(s, ">")
end

return link
