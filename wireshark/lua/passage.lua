-- What the lines sender and delivery of a packet say of it: who sent it, and what became
-- of it (record/COMMENTS.md). No byte of it says so.
local passage = {}

local MOST = 4096 -- bytes that a text may have

local function signed(n) return n >= -0x80000000 and n <= 0x7fffffff end

local function unsigned(n) return n >= 0 and n <= 0xffffffff end

-- within reads a number of 32 bits, decimal, or hexadecimal behind 0x; one with a sign
-- may have a minus. It returns nil for any other.
local function within(text, part)
  local hex = text:match("^0x(.*)$")
  local sign, digits = (hex or text):match(part.signed and "^([+-]?)0*(%x+)$" or "^()0*(%x+)$")
  if not digits or #digits > 10 or not hex and digits:find("%a") then
    return nil
  end
  local n = tonumber(digits, hex and 16 or 10)
  n = sign == "-" and -n or n
  return (part.signed and signed or unsigned)(n) and n or nil
end

-- take takes a line of a kind; of several the last that says a thing holds. It returns
-- what is known so far, by the names of spec.passage, and comm; nil for nothing.
function passage.take(of, kind, words, cut)
  if kind ~= "sender" and kind ~= "delivery" then
    return of
  end
  of = of or {}
  for _, part in ipairs(spec.passage) do
    if (part.kind or kind) == kind and words[part.key] then
      of[part.name] = within(words[part.key][1], part) or of[part.name]
    end
  end
  local comm = kind == "sender" and comment.get(words, "comm") or ""
  if comm ~= "" then
    of.comm = cut(comm, false)
  end
  return of
end

-- aside reports whether a program sent it to another program. R17
function passage.aside(of)
  return of ~= nil and (of["sender.port"] or 0) ~= 0 and of["receiver.port"] ~= nil
end

-- kernels reports whether the kernel sent it: something is known of what became of it,
-- and no program sent it.
function passage.kernels(of)
  return of ~= nil and (of["sender.port"] or 0) == 0 and (of["receiver.port"] or of.result or of.caused_by) ~= nil
end

-- fields are those of it.
local fields = {}
for _, part in ipairs(spec.passage) do
  local new = part.signed and ProtoField.int32 or ProtoField.uint32
  fields[part.name] = schema.add("cn." .. part.name, new("cn." .. part.name, part.name, base.DEC, nil, nil, part.doc))
end
local COMM = schema.add("cn.sender.comm", ProtoField.string("cn.sender.comm", "sender.comm", base.UNICODE, "By a comment: the name of the process that sent the message."))
local DELIVERED = schema.add("cn.delivered", ProtoField.uint8("cn.delivered", "delivered", base.DEC, nil, nil, "By a comment: 1 if somebody was there to receive the kernel's message, else 0."))

-- chosen reports whether one of the fields is made.
function passage.chosen()
  if not schema.only or schema.only[COMM] or schema.only[DELIVERED] then
    return true
  end
  for _, f in pairs(fields) do
    if schema.only[f] then
      return true
    end
  end
  return false
end

local function generated(tree, field, value)
  if value and (not schema.only or schema.only[field]) then
    tree:add(field, value):set_generated()
  end
end

-- show puts what is known into the tree of a message.
function passage.show(tree, of)
  for _, part in ipairs(spec.passage) do
    generated(tree, fields[part.name], of[part.name])
  end
  generated(tree, COMM, of.comm and text.fact(of.comm))
  generated(tree, DELIVERED, of.result and (of.result == 0 and 1 or 0))
end

return passage
