-- What is known of processes, in the tree and in the column Info.
local subject = {}

local UNDER = schema.fields["cn_proc.subject"]

local function generated(tree, field, value)
  if not schema.only or schema.only[field] then
    tree:add(field, value):set_generated()
  end
end

-- chosen reports whether one of the fields is made.
function subject.chosen()
  for _, list in ipairs { schema.subject, schema.parent } do
    for _, f in pairs(list) do
      if not schema.only or schema.only[f] then
        return true
      end
    end
  end
  return false
end

-- person shows what is known of one.
local function person(tree, fields, name, known)
  if name then
    generated(tree, fields.name, text.show(name))
  end
  for _, f in ipairs(known and spec.facts or {}) do
    if known[f.name] then
      generated(tree, fields[f.name], text.fact(known[f.name]))
    end
  end
end

-- show puts what is known into the tree of a message.
function subject.show(tree, of)
  local under = tree:add(UNDER)
  under:set_generated()
  person(under, schema.subject, of.name, of.facts)
  if of.ppid then
    generated(under, schema.parent.pid, of.ppid)
  end
  person(under, schema.parent, of.pname, of.pfacts)
end

-- short says who it is in the column Info; nil where nobody knows.
function subject.short(of)
  local known = of.facts
  local said = known and (known.cmdline or known.exe)
  return said and text.fact(said) or of.name and text.show(of.name)
end

local function tell(frame, item, of)
  local tree, said = item.tree, item.said
  local line, at = known.line(frame.number, item.msg)
  if line then
    lineage.show(tree, line, at, item.stamp, of and of.ppid)
  end
  if of and subject.made then
    subject.show(tree, of)
    if said then
      frame.named(said, of)
    end
  end
end

local later -- messages of the frame at hand that are told of when it is over

-- message shows who a message is about, now or when all of the frame was looked at.
function subject.message(frame, m, tree, said, of, s, o)
  local item = { msg = m.msg, tree = tree, said = said }
  if known.traced and m.arm then
    item.stamp = event.exact(m, s, o)
  end
  if frame.told then
    later = later or {}
    later[#later + 1] = item
  else
    tell(frame, item, of or known.of(frame.number, m.msg))
  end
end

-- finish ends the frame.
function subject.finish(frame)
  if frame.next then
    known.finish()
  end
  local list = later
  later = nil
  for _, item in ipairs(list or {}) do
    tell(frame, item, known.of(frame.number, item.msg))
  end
end

return subject
