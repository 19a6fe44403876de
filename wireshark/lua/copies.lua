-- Messages that came once for each listener (R21).
local copies = {}

local WINDOW = 16384 -- among how many messages a copy is found

local seen, ring, owners, n -- by byte order: key → the frame that came first; the keys by age, and where each is

function copies.forget() seen, ring, owners, n = { ["<"] = {}, [">"] = {} }, {}, {}, 0 end
copies.forget()

-- of returns the first frame with a message that is equal to one with a counter of
-- its own: by its bytes and its port id, which are the key, read in the same order.
-- It is nil, and the message remembered, if there is none.
function copies.of(key, o, frame)
  local first = seen[o][key]
  if first then
    return first
  end
  local slot = n % WINDOW + 1
  if ring[slot] then
    owners[slot][ring[slot]] = nil
  end
  seen[o][key], ring[slot], owners[slot], n = frame, key, seen[o], n + 1
end

return copies
