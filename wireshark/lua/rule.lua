-- How the messages of an id are told apart: spec/rules.csv as plans (R22 to R24).
local rule = {}

local MAX_ERRNO = 4095 -- include/linux/err.h

-- seqs and acks say, by the word of the table, whether an answer m has the number
-- that follows from its request q.
local function always() return true end

local seqs = {
  same = function(m, q) return m.seq == q.seq end,
  zero = function(m, q) return m.seq == 0 and q.seq == 0 end,
  payload = function(m, q) return m.asked == q.seq end,
  opcode = function(m, q) return q.seq == 0 and m.seq == 0 or q.seq == 1 and m.seq == 4 end,
}

local acks = {
  ack = function(m, q) return m.ack == q.ack end,
  zero = function(m) return m.ack == 0 end,
  ["ack+1"] = function(m, q) return m.ack == (q.ack + 1) % number.MODULUS end,
  ["seq+1"] = function(m, q) return m.ack == (q.seq + 1) % number.MODULUS end,
  part = function(m, q) return m.ack == q.parts + 1 or m.ack == 0 end,
  errno = function(m) return m.ack <= MAX_ERRNO end,
}

-- sides says whether m may answer q by who sends what: the kernel has no port id,
-- and user space may leave its own out.
local sides = {
  kernel = function(m, q) return m.port == 0 and (q.port ~= 0 or q.asked) end, -- what it says itself it does not answer
  user = function(m, q) return q.port == 0 and (m.port ~= 0 or m.bytes() ~= q.bytes) end,
  either = function(m, q)
    if m.port == 0 and q.port == 0 and m.len == 0 and q.empty then
      return false -- an id came and went, says the notifier
    end
    return (m.port == 0 or q.port == 0) and (m.port ~= q.port or m.bytes() ~= q.bytes)
  end,
}

-- answers reports whether m answers q by the rule. Where a payload says whom it
-- answers, its head does not.
local function answers(r, m, q) return (m.asked ~= nil) == (r.seq == "payload") and r.seqs(m, q) and r.acks(m, q) and r.sides(m, q, r) end

-- new is a plan without a rule.
local function new() return { rules = {}, events = false, turns = false } end

local function add(plan, row)
  if row.kind == "event" then
    plan.events = true
  elseif row.kind == "answer" then
    local r = {
      name = row.name, seq = row.seq, ack = row.ack, from = row.from or "either", many = row.many, each = row.each,
      seqs = seqs[row.seq] or always, acks = acks[row.ack] or always, sides = sides[row.from or "either"],
    }
    plan.rules[#plan.rules + 1] = r
    plan.answerers = (not plan.answerers or plan.answerers == r.from) and r.from or "either"
    plan.each = plan.each or r.each
    plan.turns = plan.turns or row.seq ~= "same" and row.seq ~= "payload"
  end
end

-- The plans by id, and the one of ids without rows of their own.
local plans, rest = {}, new()

for _, row in ipairs(spec.rules) do
  if row.any then
    if row.kind == "answer" then
      add(rest, row)
    end
  else
    plans[row.idx] = plans[row.idx] or {}
    plans[row.idx][row.val] = plans[row.idx][row.val] or new()
    add(plans[row.idx][row.val], row)
  end
end

-- plan returns the plan of an id.
function rule.plan(idx, val) return plans[idx] and plans[idx][val] or rest end

-- part returns a plan that has the rules of another for which keep is true.
function rule.part(plan, keep)
  local p = new()
  for _, r in ipairs(plan.rules) do
    if keep(r) then
      p.rules[#p.rules + 1] = r
    end
  end
  return p
end

-- of returns the rule by which m answers q, nil when it does not.
function rule.of(plan, m, q)
  for _, r in ipairs(plan.rules) do
    if answers(r, m, q) then
      return r
    end
  end
end

-- asks reports whether a message that answers nothing may have an answer.
function rule.asks(plan, m)
  if m.port ~= 0 and m.msg ~= 0 then
    return false -- kernels read the first message of a datagram: R8
  end
  if plan.answerers == "kernel" and m.port == 0 and m.kind ~= "request" then
    return false -- an answer to somebody who was not seen, as a socket has them
  end
  return #plan.rules > 0
end

return rule
