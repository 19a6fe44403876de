-- Fields that are made where somebody names them. Every form that shows all there is has
-- what is in a tree, and cnwire's have none of these.
local named = {}

local list = {} -- their names
local all -- they are made whether somebody names them or not

-- named.visible is whether the tree at hand is shown.

-- add makes one.
function named.add(name, new, ...)
  list[#list + 1] = name
  return schema.add(name, new(name, name:match("[^.]+$"), ...))
end

-- choose says whether all are made: as the user wants it, or since the command line
-- names one.
function named.choose(wants)
  all = wants
  for _, name in ipairs(list) do
    all = all or asked.word(name)
  end
end

-- wanted reports whether a field goes into a tree.
function named.wanted(tree, field)
  if schema.only then
    return schema.only[field]
  end
  return all or not named.visible and tree:referenced(field)
end

return named
