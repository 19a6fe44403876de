-- What comments said of processes belongs to their lives (record/COMMENTS.md has the
-- rules). A table of facts never changes, so that a child may have its parent's.
local facts = {}

-- without returns what is still known behind an exec: it is another program.
function facts.without(known)
  if not known or not known.exe and not known.cmdline then
    return known
  end
  local left = {}
  for k, v in pairs(known) do
    left[k] = k ~= "exe" and k ~= "cmdline" and v or nil
  end
  return next(left) and left or nil
end

-- hear takes what a comment says of a life.
function facts.hear(l, task)
  local known = l.facts
  for k, v in pairs(task.facts) do
    if not known or known[k] ~= v then
      local all = {}
      for name, old in pairs(known or all) do
        all[name] = old
      end
      all[k], known = v, all
    end
  end
  l.facts = known
  if task.parent and not l.ppid and task.parent ~= l.pid then
    lives.childOf(l, lives.parentOf(task.parent), task.parent)
  end
end

-- tell takes what comments say of processes in the packets of others, on a host.
function facts.tell(t, tasks)
  for _, task in ipairs(tasks) do
    local l = t.procs[task.pid]
    if not l or not l.closed then
      l = l or lives.life(task.pid)
      facts.hear(l, task)
      l.name = task.name or l.name
    end
  end
end

return facts
