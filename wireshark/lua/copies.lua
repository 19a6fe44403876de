-- Messages that came once for each listener (R21).
local copies = {}

local WINDOW = 16384 -- among how many messages, at least, a copy is found

-- By byte order and key, the frame that came first: those that came lately, and as
-- many before them. Nothing is taken out of a table, for Lua would arrange a full
-- one anew at each message.
local young, old, count

function copies.forget() young, old, count = { ["<"] = {}, [">"] = {} }, { ["<"] = {}, [">"] = {} }, 0 end
copies.forget()

-- exchange takes what is kept of another host, or begins with nothing, and returns
-- what was kept so far.
function copies.exchange(s)
  local was = { young, old, count }
  copies.forget()
  if s then
    young, old, count = s[1], s[2], s[3]
  end
  return was
end

-- of returns the first frame with a message that is equal to one with a counter of
-- its own: by its bytes and its port id, which are the key, read in the same order.
-- It is nil, and the message remembered, if there is none.
function copies.of(key, o, frame)
  local first = young[o][key] or old[o][key]
  if first then
    return first
  end
  if count == WINDOW then
    young, old, count = { ["<"] = {}, [">"] = {} }, young, 0
  end
  young[o][key], count = frame, count + 1
end

return copies
