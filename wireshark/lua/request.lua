-- Open requests, and the answers that fit them (R22, R24).
local request = {}

local WINDOW = 4096 -- how many may be open
local STEPS = 64 -- how many an answer is compared with

-- new returns a store of open requests.
function request.new() return { lists = {}, ring = {}, n = 0 } end

-- drop takes a request out of the list of its key.
local function drop(store, q)
  local list = store.lists[q.key]
  for i = 1, list and #list or 0 do
    if list[i] == q then
      table.remove(list, i)
      break
    end
  end
  if list and #list == 0 then
    store.lists[q.key] = nil
  end
end

-- open adds a request under a key that its answers have too.
function request.open(store, key, m)
  local slot = store.n % WINDOW + 1
  if store.ring[slot] then
    drop(store, store.ring[slot])
  end
  local q = {
    key = key, frame = m.frame, msg = m.msg, time = m.time(), bytes = m.bytes(), idx = m.idx, val = m.val, seq = m.asked or m.seq, ack = m.ack,
    port = m.port, parts = 0, commands = m.commands, asked = m.kind == "request", empty = m.len == 0, answered = false,
  }
  store.ring[slot], store.n = q, store.n + 1
  local list = store.lists[key] or {}
  store.lists[key] = list
  list[#list + 1] = q
end

-- find returns the latest request without an answer that m answers by a plan,
-- another that fits as well, and the rule; else the latest that has an answer.
local function find(list, m, plan)
  local first, second, why, again, whyagain
  for i = #list, math.max(1, #list - STEPS + 1), -1 do
    local q = list[i]
    local r = rule.of(plan, m, q)
    if r and not q.answered then
      if first then
        return first, why, q
      end
      first, why = q, r
    elseif r and not again then
      again, whyagain = q, r
    end
  end
  if first then
    return first, why, second
  end
  return again, whyagain
end

-- take notes that m answers a request by a rule, and returns the verdict.
local function take(q, r, m, other)
  q.answered = true
  if r.ack == "part" then
    q.parts = m.ack
  end
  if r.each then
    q.commands = q.commands - math.max(m.commands, 1)
  end
  return { class = "reply", of = q.frame, ofmsg = q.msg, oftime = q.time, rule = r.name, also = other and other.frame }
end

-- more returns the verdict on a message that answers commands of a request that nobody
-- answered, by a rule with an answer for each; nil where none fits.
function request.more(store, key, m, plan)
  local list = store.lists[key] or {}
  for i = #list, math.max(1, #list - STEPS + 1), -1 do
    local q = list[i]
    local r = q.commands >= math.max(m.commands, 1) and rule.of(plan, m, q)
    if r and r.each then
      return take(q, r, m)
    end
  end
end

-- answer returns the verdict on a message that answers a request, and closes the
-- request if it can have one answer only; nil where none fits.
function request.answer(store, key, m, plan)
  local list = store.lists[key]
  if not list then
    return nil
  end
  local q, r, other = find(list, m, plan)
  if not q then
    return nil
  end
  if not r.many then
    drop(store, q)
  end
  return take(q, r, m, other)
end

return request
