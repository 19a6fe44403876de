-- What of a struct goes into the tree: what somebody wants of it.
local shown = {}

local sub, read = string.sub, number.read
local range, referenced, hide, put = Tvb.range, TreeItem.referenced, TreeItem.set_hidden, TreeItem.add
local fields, has = schema.fields, grammar.has
local STATUS, SIGNAL, CORE = fields["cn_proc.exit.status"], fields["cn_proc.exit.signal"], fields["cn_proc.exit.core"]

local s, tvb, cap -- the bytes at hand, as a string and for Wireshark, and where the captured ones end
local o, add -- their order, and the method of a tree that adds in it
local visible -- the tree is shown, so all of it is wanted
local only -- what a user chose, and nothing else is wanted; nil for all

-- use takes a datagram; what follows is about it.
function shown.use(bytes, buffer, order_, visible_)
  s, tvb, cap, o = bytes, buffer, #bytes, order_
  only = schema.only
  visible = visible_ and not only
  add = o == "<" and TreeItem.add_le or put
end

-- wanted reports whether anybody wants a field, or one of a protocol.
local function wanted(tree, f)
  if only then
    return only[f]
  end
  return referenced(tree, f)
end

-- show adds a field of a struct that starts at p.
local function show(tree, f, p)
  local from = p + f.at
  local r = range(tvb, from, f.size)
  if f.text then
    put(tree, f.field, r, text.show(sub(s, from + 1, from + f.size)))
    return
  end
  local it = add(tree, f.field, r)
  if f.also then
    hide(add(tree, f.also, r))
  elseif f.bits and visible then
    it:append_text(" (" .. name.bits(f.bits, read(s, p, f, o)) .. ")")
  end
end

-- few adds those fields of a struct at p that a user chose, and reports whether all
-- are there. They have no bytes where it goes without, which would cost more than the
-- field, and none is marked as hidden or generated.
local function few(tree, struct, p, stop)
  local chosen = struct.chosen
  if chosen[o] and p + struct.head <= stop then
    chosen[o](tree, s, p)
    return true
  end
  for i = 1, #chosen do
    local c = chosen[i]
    if p + c.ends > stop then
      break
    elseif c.text then
      put(tree, c.field, text.show(sub(s, p + c.from, p + c.ends)))
    elseif not c[o] then
      show(tree, c.of, p)
    else
      local v = c.unpack(c[o], s, p + c.from)
      if c.field then
        put(tree, c.field, v)
      end
      if c.also then
        put(tree, c.also, v)
      end
    end
  end
  return p + struct.head <= stop
end

-- members adds the fields of a struct at p that are whole within stop and the
-- capture, up to a union, and reports whether all are. A field that nobody wants
-- is left out: it would cost as much as all else that is done for it.
function shown.members(tree, struct, p, stop)
  if stop > cap then
    stop = cap
  end
  if not tree then -- nobody wants any
    return p + struct.head <= stop
  elseif only then
    return few(tree, struct, p, stop)
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
function shown.heading(tree, struct, p, stop)
  if stop > cap then
    stop = cap
  end
  if p >= stop then
    return nil
  elseif only then
    if not only[struct.heading] then
      return tree
    end
  elseif not visible and not referenced(tree, struct.wanted) then
    return nil
  end
  return put(tree, struct.heading, range(tvb, p, stop - p))
end

-- bytes adds a field that has the bytes from p to stop, if somebody wants it.
function shown.bytes(tree, field, p, stop)
  if visible or wanted(tree, field) then
    put(tree, field, range(tvb, p, stop - p))
  end
end

-- status adds the parts of a wait status, in an arm at p, that somebody wants. R16
function shown.status(tree, arm, p, stop)
  local f = arm.at.exit_code
  local status, signal, core = visible or wanted(tree, STATUS), visible or wanted(tree, SIGNAL), visible or wanted(tree, CORE)
  if not (status or signal or core) or not has(f, p, stop) then
    return
  end
  local code = read(s, p, f, o)
  local r = not only and range(tvb, p + f.at, f.size)
  local function part(field, value)
    if only then
      put(tree, field, value)
    else
      put(tree, field, r, value):set_generated()
    end
  end
  if status then
    part(STATUS, number.div(code, 256) % 256)
  end
  if signal then
    part(SIGNAL, code % 128)
  end
  if core then
    part(CORE, number.div(code, 128) % 2)
  end
end

return shown
