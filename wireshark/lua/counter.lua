-- The numbers that one CPU gives its messages (R25), and those that did not come.
-- They are kept beyond 32 bits: a wrap is a step like any other.
local counter = {}

local BASE = number.MODULUS -- above the first number, so that there is room below it
local REACH = 64 -- how far before the first number earlier ones may still come
local SLACK = 1e9 -- ns that the timestamps of a machine may be out of order (R28)
local MARKS = 256 -- how many numbers the time is kept of
local HOLES = 256 -- how many runs of missing numbers are remembered

-- A gap of a counter: how many numbers are missing between two frames.
-- A hole is a run of numbers of a gap that have not come.

-- start begins with a first message.
function counter.start(c, m, epoch)
  c.epoch, c.holes, c.gaps, c.below, c.forgotten = epoch, {}, {}, 0, { [true] = 0, [false] = 0 }
  c.step, c.kept, c.oldest = 1, {}, { [true] = 1, [false] = 1 }
  c.first, c.from, c.since = BASE + m.seq, m.frame, m.stamp
  counter.advance(c, c.first, m)
end

-- number returns the number nearest to the last one that seq can stand for.
function counter.number(c, seq)
  local ahead = (seq - c.last) % number.MODULUS
  if ahead >= 0x80000000 then
    ahead = ahead - number.MODULUS
  end
  return c.last + ahead
end

-- note keeps the time of a number that is larger than all before it: of all at
-- first, then of every second one, every fourth and so on.
local function note(c, n, stamp)
  if n % c.step ~= 0 then
    return
  end
  if #c.kept == MARKS then
    c.step = c.step * 2
    local rest = {}
    for _, mark in ipairs(c.kept) do
      if mark.n % c.step == 0 then
        rest[#rest + 1] = mark
      end
    end
    c.kept = rest
    return note(c, n, stamp)
  end
  c.kept[#c.kept + 1] = { n = n, stamp = stamp }
end

-- advance makes a number the largest.
function counter.advance(c, n, m)
  c.last, c.at = n, m.frame
  note(c, n, m.stamp)
end

-- search returns the first index of a sorted list for which a test holds.
local function search(list, test)
  local low, high = 1, #list + 1
  while low < high do
    local mid = math.floor((low + high) / 2)
    if test(list[mid]) then
      high = mid
    else
      low = mid + 1
    end
  end
  return low
end

-- old reports whether a number that is not the largest may be of this counter:
-- sent before, and late, or a further copy. R28
function counter.old(c, n, stamp)
  if n + REACH < c.first or stamp + SLACK < c.since then
    return false
  end
  local i = search(c.kept, function(mark) return mark.n >= n end)
  local before, at = c.kept[i - 1], c.kept[i]
  if at and at.n == n then
    return at.stamp == stamp
  end
  return (not before or stamp + SLACK >= before.stamp) and (not at or stamp <= at.stamp + SLACK)
end

-- insert puts a hole in its place; of too many the first is only counted.
local function insert(c, i, h)
  table.insert(c.holes, i, h)
  if #c.holes > HOLES then
    local gone = table.remove(c.holes, 1)
    c.below = math.max(c.below, gone.to + 1)
    c.forgotten[gone.gap.filtered] = c.forgotten[gone.gap.filtered] + gone.to - gone.from + 1
  end
end

-- miss opens a gap if anything is missing between two numbers. R26
function counter.miss(c, from, to, gap)
  if to - from <= 1 then
    return nil
  end
  gap.lost = to - from - 1
  c.gaps[#c.gaps + 1] = gap
  local h = { from = from + 1, to = to - 1, gap = gap }
  insert(c, c.holes[1] and h.to < c.holes[1].from and 1 or #c.holes + 1, h)
  return gap
end

-- take removes a number from its hole and returns the gap; false where holes were
-- forgotten, whose gap nobody knows, and then whether it was filtered; nil for a
-- number that was not missing.
local function take(c, n)
  local i = search(c.holes, function(h) return h.to >= n end)
  local h = c.holes[i]
  if not h or h.from > n then
    for _, filtered in ipairs { false, true } do
      if n < c.below and c.forgotten[filtered] > 0 then
        c.forgotten[filtered] = c.forgotten[filtered] - 1
        return false, filtered
      end
    end
    return nil
  end
  local gap = h.gap
  if h.from == h.to then
    table.remove(c.holes, i)
  elseif n == h.from then
    h.from = n + 1
  elseif n == h.to then
    h.to = n - 1
  else
    local rest = { from = n + 1, to = h.to, gap = gap }
    h.to = n - 1
    insert(c, i + 1, rest)
  end
  return gap, gap.filtered
end

-- fill takes a late number out of the gap in which it was missing or, where nobody
-- remembers, out of the oldest of its counter. It reports false for a number that
-- has come before. R27
function counter.fill(c, n)
  local gap, filtered = take(c, n)
  if gap == nil then
    return false
  end
  if not gap or gap.lost == 0 then
    gap = nil
    for i = c.oldest[filtered], #c.gaps do
      c.oldest[filtered] = i
      if c.gaps[i].lost > 0 and c.gaps[i].filtered == filtered then
        gap = c.gaps[i]
        break
      end
    end
  end
  if gap then
    gap.lost = gap.lost - 1
  end
  return true
end

return counter
