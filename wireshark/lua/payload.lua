-- The data of a connector message: which struct has which bytes, by the grammar of
-- the table (R9).
local payload = {}

local min, read = math.min, number.read
local has, total, fits = grammar.has, grammar.total, grammar.fits
local put = TreeItem.add
local members, heading = shown.members, shown.heading

local EXIT = "proc_event.exit"

-- TEXT is the field of what a message says whose data is text.
local TEXT = schema.add("cn.text", ProtoField.string("cn.text", "text", base.UNICODE, "What a message of a user says whose data is text, as that of the sample cn_test: up to the first NUL."))

local arms = {} -- what → struct
for _, v in ipairs(spec.sets.proc_event_what) do
  arms[v[1]] = v.arm and schema.structs[v.arm] or nil
end

local m -- the message at hand
local root -- the tree
local s, cap, o -- the bytes at hand, where the captured ones end, and their order
local judged -- somebody wants to know what messages are to each other

-- problem is the first thing that is wrong in the datagram, nil for nothing. ended is
-- true when a field that decides what follows is not captured.
payload.problem, payload.ended = nil, false

-- use takes a datagram, whose messages stand in m; what follows is about it.
function payload.use(m_, bytes, order_, tree, judged_)
  m, s, cap, o, root, judged = m_, bytes, #bytes, order_, tree, judged_
  payload.problem, payload.ended = nil, false
end

-- fail notes what is wrong.
function payload.fail(class, struct, field, at, need, have)
  payload.problem = payload.problem
    or string.format("%s%s at byte %d: need %d bytes, have %d: %s", struct, field and "." .. field or "", at, need, have, class)
end

-- union walks the union of an event at p, by the arm that the selector names.
local function union(tree, struct, p, stop, declared)
  local selector = struct.selector
  if p + selector.at + selector.size > stop then
    return
  elseif p + selector.at + selector.size > cap then
    payload.ended = true
    return
  end
  m.what = read(s, p, selector, o)
  if m.kind and named.wanted(tree or root, event.WORD) then
    put(tree or root, event.WORD, event.word(m.what)):set_generated()
  end
  local from = min(p + struct.union.at, stop)
  local last = min(stop, cap)
  local arm = arms[m.what]
  if not arm then
    m.unknown = from < last
    if tree and from < last then
      shown.bytes(tree, struct.union.field, from, last)
    end
    finding.add(tree or root, "unknown_event", "event 0x%08x", m.what)
    return
  end
  local have = declared - (p + struct.union.at)
  if have < arm.need then
    payload.fail("short", arm.name, nil, p + struct.union.at, arm.need, have)
  end
  if from < last then
    m.arm, m.armat = arm, from
  end
  if not tree then
    return
  end
  tree = heading(tree, arm, from, min(from + arm.size, stop)) or tree
  members(tree, arm, from, stop)
  if arm.name == EXIT then
    shown.status(tree, arm, from, stop)
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
    inner = next + grammar.within(row.behind, p, stop - next)
    if row.toend then
      m.commands = m.commands + 1
    end
  end
  local before, filled = m.commands, false
  for _, of in ipairs(row.inside) do
    local count, n = of.toend and math.huge or total(struct, of.count, p, stop) or 0, 0
    if not grammar.stands(of, p) then
      count = 0
    end
    while next < inner and n < count do
      local whole
      next, whole = part(of, it or tree, next, inner, declared)
      if not whole and inner == stop then
        return stop, false
      end
      n = n + 1
    end
    filled = filled or m.commands > before
  end
  if filled then
    m.commands = m.commands - 1 -- what is in it counts in its place
  end
  return row.behind and inner or next, true
end

-- classify tells what a message is that holds a row's struct. R18
local function classify(row, p, stop)
  local struct = row.struct
  m.struct, m.structat = struct, p
  if m.aside and not struct.union then -- of no kind, whatever it holds
    m.holds = row.kind == "request" and m.proc and "request" or nil
    if m.holds then
      event.request(m, s, p, min(stop, cap) - p, o)
    end
    return
  end
  if row.byuser == "answer" then -- the kernel asks: which is which, the tracker tells by the port ids
    if not row.kind and m.port ~= 0 then
      m.kind = "answer" -- nothing else has the struct
    end
    if row.asked and has(row.asked, p, stop) then
      m.asked = read(s, p, row.asked, o)
    end
    return
  end
  if row.byuser == "request" and row.kind ~= "request" then -- user space asks, whoever leaves the port id out
    m.kind = m.port ~= 0 and "request" or row.kind == "answer" and "dialog" or row.kind
    return
  end
  m.kind, m.holds = row.kind, struct.union and "event" or row.kind == "request" and m.proc and "request" or nil
  if m.holds == "request" then
    event.request(m, s, p, min(stop, cap) - p, o)
  elseif row.kind == "request" then
    return
  elseif m.port ~= 0 or struct.union and not has(struct.selector, p, stop) then
    m.kind = row.kind == "answer" and row.byuser or nil -- what user space sends is no event of the kernel's: R17
  elseif judged and struct.union and p + struct.head <= min(stop, cap) then
    event.stamp(m, struct, s, p, o)
  end
end

-- find returns the row of a user that fits what stands at p.
local function find(user, p, stop, n)
  for i = 1, user and #user or 0 do
    local row = user[i]
    if n >= row.least and n <= row.most and (not row.when[1] or fits(row, p, stop, n)) then
      return row
    end
  end
end

-- walk walks the data of the message at hand, in [p,stop), whose declared length
-- is n. Of structs in a row each is found anew: they may differ.
function payload.walk(p, stop, n, message)
  if p >= min(stop, cap) then
    return
  end
  local row = find(m.user, p, stop, n)
  if m.user and m.user.text and (not schema.only or schema.only[TEXT]) then
    put(message or root, TEXT, text.show(string.sub(s, p + 1, min(stop, cap)))):set_generated()
  end
  if not row then
    return
  end
  classify(row, p, stop)
  local next, whole = part(row, root, p, stop, p + n)
  while whole and row.toend and next < min(stop, cap) do
    row = find(m.user, next, stop, n)
    if not row or not row.toend then
      return
    end
    next, whole = part(row, root, next, stop, p + n)
  end
end

return payload
