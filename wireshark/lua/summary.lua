-- What a message says, for the column Info.
local summary = {}

-- word is that of an event, known or not.
function summary.word(what)
  local word, known = event.word(what)
  return known and word:upper() or word
end

-- task names a process and, where it is not its leader that is meant, the thread.
local function task(label, tgid, pid)
  if tgid == pid then
    return label .. " " .. tgid
  end
  return label .. " " .. tgid .. " tid " .. pid
end

-- status says how a process ended (R16).
local function status(code)
  local signal, text = code % 128, nil
  if signal == 0 then
    text = "code " .. number.div(code, 256) % 256
  else
    text = name.of("signal", signal) or "signal " .. signal
  end
  if number.div(code, 128) % 2 == 1 then
    text = text .. ", core"
  end
  return text
end

-- arms has the words of those arms that are not said field by field. v has the
-- values of the arm by their names in C.
local arms = {}

arms["proc_event.ack"] = function(v) return v.err == 0 and "ok" or name.of("errno", v.err) or "error " .. v.err end

arms["proc_event.fork"] = function(v)
  return task("pid", v.parent_tgid, v.parent_pid) .. " " .. task("child", v.child_tgid, v.child_pid)
end

arms["proc_event.ptrace"] = function(v)
  local text = task("pid", v.process_tgid, v.process_pid)
  if v.tracer_pid == 0 and v.tracer_tgid == 0 then
    return text .. " detached"
  end
  return text .. " " .. task("tracer", v.tracer_tgid, v.tracer_pid)
end

arms["proc_event.comm"] = function(v) return task("pid", v.process_tgid, v.process_pid) .. ' "' .. v.comm .. '"' end

arms["proc_event.coredump"] = function(v) return task("pid", v.process_tgid, v.process_pid) end

arms["proc_event.exit"] = function(v) return task("pid", v.process_tgid, v.process_pid) .. " " .. status(v.exit_code) end

-- members says an arm field by field: "pid 5 ruid 0 euid 0".
local function members(arm, v)
  local parts = {}
  for _, m in ipairs(arm) do
    if m.name == "process_tgid" and v.process_pid then
      parts[#parts + 1] = task("pid", v.process_tgid, v.process_pid)
    elseif m.name ~= "process_pid" and v[m.name] then
      parts[#parts + 1] = m.name:gsub("_", " ") .. " " .. v[m.name]
    end
  end
  return table.concat(parts, " ")
end

-- values reads the fields of an arm at p that end before stop; nil for one whose
-- first need bytes are not all there.
local function values(arm, s, p, stop, o, need)
  if p + need > stop then
    return nil
  end
  local v = {}
  for _, m in ipairs(arm) do
    if m.text then
      v[m.name] = text.show(string.sub(s, p + m.at + 1, p + m.at + m.size))
    elseif m.field and m.type ~= "bytes" and p + m.at + m.size <= stop then
      v[m.name] = number.read(s, p, m, o)
    end
  end
  return v
end

-- request says what a request asks for.
local function request(m)
  if not m.op then
    return "request"
  end
  local op = name.of("proc_cn_mcast_op", m.op)
  local said = op and op:match("[^_]+$") or "mcast_op " .. m.op
  if m.mask then
    said = said .. " only " .. name.bits("proc_event_mask_bits", m.mask)
  end
  return said
end

-- about says what a struct is about: the name of a number without what the names of
-- its set begin with, as MASTER_CMD of W1_MASTER_CMD.
local function about(m, s, stop, o)
  local f = m.struct and m.struct.says
  if not f or m.structat + f.at + f.size > stop then
    return ""
  end
  local v = number.read(s, m.structat, f, o)
  local called = name.of(f.set, v)
  return (called and called:sub(#f.set + 2) or f.name .. " " .. v) .. " "
end

-- SAID is how many ranges of a request to the notifier a line has room for.
local SAID = 4

local CTL, REQ = spec.structs.cn_ctl_msg, spec.structs.cn_notify_req
local IDXS, GROUP = spec.field("cn_ctl_msg", "idx_notify_num"), spec.field("cn_ctl_msg", "group")
local FIRST, RANGE = spec.field("cn_notify_req", "first"), spec.field("cn_notify_req", "range")

-- notify says a request to the notifier in the words of its structs (R47); nil where its
-- head is not all there.
local function notify(m, s, stop, o)
  local p = m.structat
  if not m.struct or m.struct.name ~= "cn_ctl_msg" or p + CTL.size > stop then
    return nil
  end
  local idxs = number.read(s, p, IDXS, o)
  local said = "group " .. number.read(s, p, GROUP, o)
  local n = number.div(stop - p - CTL.size, REQ.size)
  for i = 0, math.min(n, SAID) - 1 do
    local at = p + CTL.size + i * REQ.size
    said = said .. (i == idxs and " val " or i == 0 and " idx " or ", ") .. number.read(s, at, FIRST, o) .. " range " .. number.read(s, at, RANGE, o)
  end
  return n > SAID and said .. " and " .. n - SAID .. " more" or said
end

-- of says what a message says, and whether it is the notifier's; stop is where its
-- captured data ends.
function summary.of(m, notice, s, stop, o)
  local user = m.user and m.user.name .. " " or "id " .. number.id(m.idx) .. ":" .. number.id(m.val) .. " "
  if notice then
    return user .. (m.ack == 0 and "came" or "went") .. ", says the notifier"
  elseif m.len == 0 then
    return user .. "no data"
  elseif m.holds == "request" then
    return request(m)
  elseif m.user and m.user.text then
    return user .. '"' .. text.show(string.sub(s, m.data + 1, stop)) .. '"'
  elseif m.holds ~= "event" then
    return user .. (notify(m, s, stop, o) or about(m, s, stop, o) .. m.len .. " bytes")
  elseif not m.what then
    return "event"
  end
  local said = summary.word(m.what)
  if not m.arm then
    return said
  end
  local v = values(m.arm, s, m.armat, stop, o, m.arm.need)
  if not v then
    return said
  end
  local say = arms[m.arm.name]
  return said .. " " .. (say and say(v) or members(m.arm, v))
end

return summary
