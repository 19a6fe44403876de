-- Expert infos: what is wrong or odd, and what is missing.
local finding = {}

local function new(abbr, text, group, severity) return ProtoExpert.new("cn." .. abbr, text, expert.group[group], expert.severity[severity]) end

local infos = {
  malformed = new("malformed", "The lengths of a message are wrong", "MALFORMED", "ERROR"), -- R4, R7, R9
  repaired = new("repaired", "The link layer is wrong and was read around", "ASSUMPTION", "WARN"), -- R19
  lost = new("lost", "Messages are missing, and were lost", "SEQUENCE", "WARN"), -- R26
  filtered = new("filtered", "Messages are missing: filtered or lost", "SEQUENCE", "NOTE"), -- R29
  dropped = new("dropped", "The capture counts messages that were dropped before the frame", "SEQUENCE", "WARN"), -- R29
  restart = new("restart", "The counter of a CPU begins anew", "SEQUENCE", "NOTE"), -- R28
  unknown_event = new("unknown_event", "An event that the table does not have", "UNDECODED", "NOTE"), -- R9
  unknown_bits = new("unknown_bits", "Bits that no event has", "PROTOCOL", "NOTE"), -- R11
  request_op = new("request_op", "Neither LISTEN nor IGNORE: kernels answer EINVAL", "REQUEST_CODE", "WARN"), -- R11
  request_length = new("request_length", "Neither 4 nor 8 bytes: kernels ignore such a request", "REQUEST_CODE", "WARN"), -- R11
  answer_error = new("answer_error", "An answer with an error", "RESPONSE_CODE", "NOTE"), -- R12
  ambiguous = new("ambiguous", "Several requests fit the answer", "ASSUMPTION", "NOTE"), -- R22
}

-- register gives them to a protocol.
function finding.register(proto)
  local list = {}
  for _, info in pairs(infos) do
    list[#list + 1] = info
  end
  proto.experts = list
end

-- add puts one at an item of a tree.
function finding.add(item, which, ...)
  item:add_proto_expert_info(infos[which], string.format(...))
end

-- gap says what the counter of a CPU shows.
function finding.gap(item, g)
  if g.what == "restart" then
    finding.add(item, "restart", "the counter of CPU %d is not the one of frame %d", g.cpu, g.from)
  elseif g.lost > 0 then -- else all came late: R27
    finding.add(item, g.filtered and "filtered" or "lost", g.filtered and "%d filtered or lost between frames %d and %d on CPU %d"
      or "at least %d lost between frames %d and %d on CPU %d", g.lost, g.from, g.to, g.cpu)
  end
end

return finding
