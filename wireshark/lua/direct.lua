-- Frames that are one whole process event, as nearly all are. Where nobody asks what
-- messages are to each other, such a frame needs nothing of the walk: one call reads its
-- headers and what is chosen of them, another what is chosen of its arm. It shows what
-- the walk shows (R4 to R9, R16); whatever is not as it should be, the walk looks at.
local direct = {}

local EXIT = schema.structs["proc_event.exit"]
local STATUS, SIGNAL, CORE = schema.fields["cn_proc.exit.status"], schema.fields["cn_proc.exit.signal"], schema.fields["cn_proc.exit.core"]
local LONGEST = 65535 -- bytes of a datagram whose length tells its order: R3

local nlmsghdr, cn = spec.structs.nlmsghdr, schema.structs.cn_msg
local cooked = spec.structs.sll_header

-- writes adds the chosen fields of a struct at byte at to a function, and has them stand
-- in the tree of that name. It reports false where one needs the walk.
local function writes(w, struct, at, o, tree)
  for _, c in ipairs(struct.chosen) do
    local v
    if c.text then
      v = ("show(sub(s, %d, %d))"):format(at + c.from, at + c.ends)
    elseif c[o] then
      v = maker.place(w, at + c.of.at, c.of, o, c)
    else
      return false
    end
    for _, f in ipairs { c.field or c.also, c.field and c.also or nil } do
      maker.line(w, "put(%s, %s, %s)", tree, maker.value(w, f), v)
    end
  end
  return true
end

-- heads adds the heading of a struct, on the bytes from at to stop, a text, and returns
-- the name of the tree below.
local function heads(w, struct, at, stop, tree)
  if not schema.only[struct.heading] then
    return tree
  end
  maker.line(w, "local t%d = put(%s, %s, range(tvb, %d, %s))", at, tree, maker.value(w, struct.heading), at, stop)
  return "t" .. at
end

-- word adds the event in a word. What a program sent is no event of the kernel's, and
-- has a port id.
local function word(w, what, tree)
  if schema.only[event.WORD] then
    maker.line(w, "put(%s, %s, %q)", tree, maker.value(w, event.WORD), (event.word(what)))
  end
end

-- status adds the parts of a wait status. R16
local function status(w, arm, at, o, tree)
  for _, part in ipairs { { STATUS, "floor(%s / 256) %% 256" }, { SIGNAL, "%s %% 128" }, { CORE, "floor(%s / 128) %% 2" } } do
    if schema.only[part[1]] then
      local v = part[2]:format(maker.place(w, at + arm.at.exit_code.at, arm.at.exit_code, o))
      maker.line(w, "put(%s, %s, %s)", tree, maker.value(w, part[1]), v)
    end
  end
end

-- armed returns the function that shows an arm at byte at; false where nothing of it is
-- chosen, nil where the walk has to.
local function armed(what, arm, at, o)
  local w = maker.new()
  word(w, what, "tree")
  local tree = heads(w, arm, at, arm.size, "tree")
  if not writes(w, arm, at, o, tree) then
    return nil
  end
  if arm == EXIT then
    status(w, arm, at, o, tree)
  end
  return w.lines[1] and maker.done(w) or false
end

-- ofEvents returns the row of a user's grammar that all events have but those with a
-- number that an earlier row names, and how long a payload is that no other row has;
-- nil where it is not so simple.
local function ofEvents(user)
  local shortest, named = 0, {}
  for _, row in ipairs(user) do
    if row.most < math.huge then
      shortest = math.max(shortest, row.most + 1)
    elseif not row.struct.union then
      return nil
    elseif not row.when[1] then
      return row, math.max(shortest, row.least), named
    end
    for _, c in ipairs(row.when) do
      if c.field ~= row.struct.selector or c.least then
        return nil
      end
      named[c.value] = true
    end
  end
end

-- made returns the function that shows a frame of a user's events, in an order, and
-- reports whether it was one.
local function made(idx, val, user, o)
  local row, shortest, named = ofEvents(user)
  if not row then
    return nil
  end
  local struct, w = row.struct, maker.new()
  local function at(name, f, base, order) return maker.place(w, base + spec.field(name, f).at, spec.field(name, f), order) end
  local link, head = cooked.size, cooked.size + nlmsghdr.size
  local data = head + cn.size
  local union = data + struct.union.at
  local what = maker.place(w, data + struct.selector.at, struct.selector, o)
  maker.line(w, "if %s ~= %d or %s ~= %d or %s ~= n - %d or %s ~= %d or %s ~= %d or %s ~= n - %d then return false end",
    at("sll_header", "sll_hatype", 0, ">"), spec.number("arphrd", "ARPHRD_NETLINK"),
    at("sll_header", "sll_protocol", 0, ">"), spec.number("netlink_family", "NETLINK_CONNECTOR"),
    at("nlmsghdr", "nlmsg_len", link, o), link, at("cn_msg", "id.idx", head, o), idx, at("cn_msg", "id.val", head, o), val, at("cn_msg", "len", head, o), data)
  if schema.only[event.WORD] then
    maker.line(w, "if %s ~= 0 then return false end", at("nlmsghdr", "nlmsg_pid", link, o))
  end
  local least, arms = {}, {}
  for _, v in ipairs(spec.sets.proc_event_what) do
    local arm = v.arm and not named[v[1]] and schema.structs[v.arm]
    if arm then
      arms[v[1]] = armed(v[1], arm, union, o)
      least[v[1]] = arms[v[1]] ~= nil and union + arm.size or nil
    end
  end
  maker.line(w, "local need = %s[%s] if not need or n < need then return false end", maker.value(w, least), what)
  if not writes(w, cn, head, o, heads(w, cn, head, "n - " .. head, "tree")) then
    return nil
  end
  local tree = heads(w, struct, data, struct.whole and "n - " .. data or tostring(struct.size), "tree")
  if not writes(w, struct, data, o, tree) then
    return nil
  end
  maker.line(w, "local arm = %s[%s] if arm then arm(s, %s, tvb) end return true", maker.value(w, arms), what, tree)
  return maker.done(w, ("local n = #s if n < %d or n > %d then return false end"):format(data + math.max(shortest, struct.head), LONGEST))
end

local shows, last = {}, "<" -- by order, and the one of the frame before

-- make makes the functions for what is chosen, if they are wanted. direct.on tells
-- whether there are any.
function direct.make(users, wanted)
  shows = {}
  for idx, vals in pairs(wanted and schema.only and users or {}) do
    for val, user in pairs(vals) do
      if user.proc then
        shows["<"], shows[">"] = made(idx, val, user, "<"), made(idx, val, user, ">")
      end
    end
  end
  direct.on = shows["<"] ~= nil
end

-- show shows a frame, all of which is captured, and returns its order; nil if it is
-- no such frame, and then nothing was shown.
function direct.show(s, tree, tvb, given)
  local o = given or last
  if shows[o](s, tree, tvb) then
    last = o
    return o
  elseif given then
    return nil
  end
  o = o == "<" and ">" or "<"
  if shows[o](s, tree, tvb) then
    last = o
    return o
  end
end

return direct
