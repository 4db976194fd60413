-- SPDX-License-Identifier: GPL-2.0-or-later
local function helper(x)
  return x.y.z
end

local v = helper({})
