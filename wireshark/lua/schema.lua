-- Protocols and fields for Wireshark, and the structs with them, from the table.
local schema = { protos = {}, fields = {}, structs = {} }

-- schema.only has the fields and protocols that are made, as keys; nil for all. See
-- choice.

-- The structs that Wireshark's own dissector shows.
local stock = { sll = true, netlink = true }

local kinds = {
  u8 = { "uint8", base.DEC }, u16 = { "uint16", base.DEC }, u32 = { "uint32", base.DEC }, u64 = { "uint64", base.DEC },
  s32 = { "int32", base.DEC }, s64 = { "int64", base.DEC }, x8 = { "uint8", base.HEX }, x16 = { "uint16", base.HEX },
  x64 = { "uint64", base.HEX }, x32 = { "uint32", base.HEX },
}

local lists = {} -- proto → its fields

-- proto returns the protocol with a name, which it makes if need be.
function schema.proto(name, title)
  local p = schema.protos[name]
  if not p then
    p = Proto(name, title)
    p.dissector = function() end -- else Wireshark does not know it by name
    schema.protos[name], lists[p] = p, {}
  end
  return p
end

-- add keeps a field, under the protocol that its name begins with.
function schema.add(abbr, field)
  local list = lists[schema.protos[abbr:match("^[^.]+")]]
  list[#list + 1] = field
  schema.fields[abbr] = field
  return field
end

-- title is what a field is called in a tree.
local function title(f) return f.name:match("[^.]+$") end

-- field returns the field of a place in a struct. Of one name that has several
-- widths it is the widest: tv_sec.
local widest = {}
for _, struct in ipairs(spec.list) do
  for _, f in ipairs(struct) do
    if f.filter and (not widest[f.filter] or widest[f.filter].size < f.size) then
      widest[f.filter] = f
    end
  end
end

local function field(at)
  local f = widest[at.filter]
  if schema.fields[f.filter] then
    return schema.fields[f.filter]
  end
  local made
  if f.type == "text" then
    made = ProtoField.string(f.filter, title(f), base.UNICODE, f.doc)
  elseif f.type == "bytes" or f.type == "union" then
    made = ProtoField.bytes(f.filter, title(f), base.COLON, f.doc)
  else
    local kind = kinds[f.type]
    local names = f.set and not f.set:find("_bits$") and name.all(f.set) or nil
    if f.set == "errno" then
      names[0] = "ok" -- R12
    end
    made = ProtoField[kind[1]](f.filter, title(f), kind[2], names, nil, f.doc)
  end
  return schema.add(f.filter, made)
end

-- Which arms there are; each is a field that has no value and has its fields
-- below it.
local arms = {}
for _, v in ipairs(spec.sets.proc_event_what) do
  if v.arm then
    arms[v.arm] = v
  end
end

-- parent says whether a prefix has others below it: it is a protocol then that
-- has all of a message's data.
local function parent(prefix)
  for _, struct in ipairs(spec.list) do
    if struct.prefix:sub(1, #prefix + 1) == prefix .. "." then
      return true
    end
  end
  return false
end

-- heading returns what stands above the fields of a struct.
local function heading(struct)
  if struct.prefix:find(".", 1, true) then
    return schema.add(struct.prefix, ProtoField.none(struct.prefix, struct.c, struct.doc))
  end
  return schema.proto(struct.prefix)
end

-- spanning returns the field that has the tasks of all arms, by the end of a name.
local function spanning(name)
  local fields = schema.fields
  return name:find("_pid$") and fields["cn_proc.pid"] or name:find("_tgid$") and fields["cn_proc.tgid"] or nil
end

-- member compiles a field of a struct.
local function member(struct, f)
  local m = number.coded { name = title(f), at = f.at, size = f.size, type = f.type, set = f.set }
  if f.filter then
    m.field = field(f)
    m.text = f.type == "text"
    m.small = not m.text and widest[f.filter].size <= 4 -- else its value is an object
    m.also = arms[struct.name] and spanning(f.name)
    m.bits = f.set and f.set:find("_bits$") and f.set or nil
  end
  return m
end

-- compile makes a struct of ours: its fields up to a union, and the union with the
-- field beside it that says which arm it holds.
local function compile(struct)
  local s = {
    name = struct.name, c = struct.c, size = struct.size, need = struct.need, raw = struct,
    word = struct.name:match("[^.]+$"), head = struct.size, heading = heading(struct), whole = parent(struct.prefix), at = {},
  }
  for _, f in ipairs(struct) do
    local m = member(struct, f)
    if f.type == "union" then
      s.union, s.head = m, f.at
    else
      s[#s + 1] = m
      s.at[m.name] = m
    end
  end
  for _, m in ipairs(s) do
    if not s.says and m.set and not m.bits then
      s.says = m -- the number that says in a word what it is about
    end
    if s.union and m.set == s.union.set then
      s.selector = m
    end
  end
  return s
end

-- Protocols first: a field belongs to one.
schema.proto("cn", "Linux kernel connector message")
for _, struct in ipairs(spec.list) do
  if not stock[struct.prefix] and not struct.prefix:find(".", 1, true) then
    schema.proto(struct.prefix, struct.prefix == "cn_proc" and "Linux process event or request" or "Linux connector, " .. struct.c)
  end
end

schema.add("cn_proc.pid", ProtoField.int32("cn_proc.pid", "pid", base.DEC, nil, nil, "Every thread id of the event, in the order of its bytes."))
schema.add("cn_proc.tgid", ProtoField.int32("cn_proc.tgid", "tgid", base.DEC, nil, nil, "Every process id of the event, in the order of its bytes."))

for _, struct in ipairs(spec.list) do
  if not stock[struct.prefix] then
    schema.structs[struct.name] = compile(struct)
  end
end

-- The parts of the wait status (R16). core is a number: 4.4 prints booleans
-- as words.
schema.add("cn_proc.exit.status", ProtoField.uint8("cn_proc.exit.status", "status", base.DEC, nil, nil, "Exit status, 0 to 255: what the process gave to exit()."))
schema.add("cn_proc.exit.signal", ProtoField.uint8("cn_proc.exit.signal", "signal", base.DEC, name.all("signal"), nil, "Signal that ended the process, or 0."))
schema.add("cn_proc.exit.core", ProtoField.uint8("cn_proc.exit.core", "core", base.DEC, nil, nil, "1 if a core was written, else 0."))

-- What a message is to those before it.
schema.add("cn.reply_to", ProtoField.framenum("cn.reply_to", "Answers the request in", base.NONE, frametype.REQUEST, 0, "Number of the frame with the request that the message answers."))
schema.add("cn.reply_in", ProtoField.framenum("cn.reply_in", "Answered in", base.NONE, frametype.RESPONSE, 0, "Number of the frame with the first reply to the message. Only known in two passes (-2)."))
schema.add("cn.reply_time", ProtoField.relative_time("cn.reply_time", "Response time", "Seconds from the request to its reply."))
schema.add("cn.reply_rule", ProtoField.string("cn.reply_rule", "By the rule", base.ASCII, "The rule that makes the message a reply: a row of spec/rules.csv."))
schema.add("cn.copy_of", ProtoField.framenum("cn.copy_of", "Copy of", base.NONE, frametype.DUP_ACK, 0, "Number of the first frame that has the same message, for another listener."))
schema.add("cn.possible_copy_of", ProtoField.framenum("cn.possible_copy_of", "Perhaps a copy of", base.NONE, frametype.NONE, 0, "Number of the frame before with the same message of user space, which may have come twice: to a listener and to the kernel. Both count."))

schema.add("cn.host", ProtoField.string("cn.host", "Host", base.UNICODE, "Whose message it is: the host that the description of the interface names."))

-- What is known of the process that an event is about, and of its parent: the fields
-- by what they tell. None of it is in a message.
schema.add("cn_proc.subject", ProtoField.none("cn_proc.subject", "What is known of the process", "By comments, and by the events before."))
schema.subject, schema.parent = {}, {}

local function person(list, prefix, name, of)
  list.name = schema.add(prefix .. name, ProtoField.string(prefix .. name, name, base.UNICODE, of .. "what the last COMM or a comment called it, with no EXEC behind."))
  for _, f in ipairs(spec.facts) do
    list[f.name] = schema.add(prefix .. f.name, ProtoField.string(prefix .. f.name, f.name, base.UNICODE, of .. "by a comment: " .. f.doc))
  end
end

person(schema.subject, "cn_proc.", "name", "Of the process that the event is about, ")
schema.parent.pid = schema.add("cn_proc.parent.pid", ProtoField.int32("cn_proc.parent.pid", "parent", base.DEC, nil, nil, "The first known parent of the process that the event is about; 0 is the kernel itself."))
person(schema.parent, "cn_proc.parent.", "comm", "Of the parent of the process that the event is about, ")

-- users returns id → user, with the rows of the grammar that count in a layout,
-- and what stands inside of what.
function schema.users(layout)
  local users, byname, keyed = {}, {}, {}
  for _, u in ipairs(spec.users) do
    local user = byname[u.name] or { name = u.name, proc = u.name == "cn_proc", text = u.text } -- one user may have several ids
    users[u.idx] = users[u.idx] or {}
    users[u.idx][u.val], byname[u.name] = user, user
  end
  for _, r in ipairs(spec.rules) do
    if r.seq == "payload" then
      keyed[users[r.idx][r.val].name] = true
    end
  end
  local inside = {} -- of a row: user and struct
  for _, p in ipairs(spec.payloads) do
    if not p.layout or p.layout == layout then
      local row = { struct = schema.structs[p.struct], when = {}, least = 0, most = math.huge, kind = p.kind, byuser = p.byuser,
        asked = keyed[p.user] and schema.structs[p.struct].at.seq or nil,
        count = p.count, toend = p.toend, behind = p.behind and schema.structs[p.struct].at[p.behind], inside = {} }
      for _, c in ipairs(p.when) do
        if c.outer then -- a number of the struct that it stands in
          row.when[#row.when + 1] = { field = schema.structs[p.inside].at[c.outer], value = c.value, least = c.least }
        elseif c.field == "len" then -- told at once of most rows
          row.least, row.most = c.value, c.least and row.most or c.value
        else
          row.when[#row.when + 1] = { all = c.all, field = schema.structs[p.struct].at[c.field], value = c.value, least = c.least }
        end
      end
      local key = p.user .. "/" .. p.struct
      row.inside = inside[key] or row.inside -- several rows may be of one struct
      inside[key] = row.inside
      local list = p.inside and inside[p.user .. "/" .. p.inside] or byname[p.user]
      list[#list + 1] = row
    end
  end
  return users
end

-- register gives each protocol its fields, when all of them are there.
function schema.register()
  for p, list in pairs(lists) do
    p.fields = list
  end
end

-- has reports whether a field or a protocol is called so.
function schema.has(abbr) return schema.fields[abbr] ~= nil or schema.protos[abbr] ~= nil end

-- like reports whether something of ours may be called so: a field of those that
-- others add, as expert infos are, or a part of a name.
function schema.like(abbr)
  for proto in pairs(schema.protos) do
    if abbr:find(proto, 1, true) then
      return true
    end
  end
  return false
end

-- prepare finds what tells whether anybody wants a struct, or a field of its
-- protocol. Wireshark knows it when all scripts are loaded.
function schema.prepare()
  for _, struct in pairs(schema.structs) do
    struct.wanted = Dissector.get(struct.raw.prefix) or struct.heading
  end
end

return schema
