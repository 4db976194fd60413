-- SPDX-License-Identifier: GPL-2.0-or-later
-- Helpers for every script. What is assigned here becomes a word that scripts cannot change.

--- The members of `list` for which `keep` holds, in order.
function filter(list, keep)
  local kept = {}
  for _, value in ipairs(list) do
    if keep(value) then kept[#kept + 1] = value end
  end
  return kept
end

--- `f` of every member of `list`, in order.
function map(list, f)
  local mapped = {}
  for i, value in ipairs(list) do mapped[i] = f(value) end
  return mapped
end
