-- SPDX-License-Identifier: GPL-2.0-or-later
-- The actions of the Network Attack Simulator (J. Schwartz, 2019), for topologies that `cybertwin
-- convert --from nasim` writes. What an action costs is its effort; every action takes one step of
-- its clock, here an hour. Scans of services, os and processes gain nothing that an action needs.

local source = "the scenario's prob and cost; time: one action an hour"

-- Whether the flaw's os is the machine's. A flaw without one works on any.
local function fits(v, product)
  if v.x.os ~= nil and v.x.os ~= product.x.os then
    return false, "it works on " .. v.x.os .. ", not on " .. tostring(product.x.os)
  end
  if v.x.prob == 0 then return false, "it never succeeds" end
  return true
end

technique "nasim-exploit" {
  ids     = { it = "T1210", internet = { it = "T1190" } },
  name    = "Exploit",
  tactics = { "initial-access", "lateral-movement" },
  from    = reach "s",
  each    = vulnerability "v",
  when    = function(s, v)
    if v.vector ~= "network" then return false, "it is not exploited over a network" end
    return fits(v, s.product)
  end,
  gains   = function(s, v) return exec(s.asset, v.gains) end,
  time    = constant "1h",
  effort  = function(_, v) return v.x.cost end,
  success = function(_, v) return v.x.prob end,
  noise   = 0, skill = "novice",
  stops   = { "patch", "segment" },
  source  = source,
}

technique "nasim-escalation" {
  ids     = { it = "T1068" },
  name    = "Privilege escalation",
  tactics = { "privilege-escalation" },
  from    = exec("a", "user"),
  each    = flaw "v",
  when    = function(a, v)
    if v.vector ~= "local" then return false, "it raises no privileges" end
    return fits(v, a.product)
  end,
  gains   = function(a, v) return exec(a, v.gains) end,
  time    = constant "1h",
  effort  = function(_, v) return v.x.cost end,
  success = function(_, v) return v.x.prob end,
  noise   = 0, skill = "novice",
  stops   = { "patch" },
  source  = source,
}

-- One scan shows every subnet that the host's own is connected to.
technique "nasim-subnet-scan" {
  ids     = { it = "T1046" },
  name    = "Subnet scan",
  tactics = { "discovery" },
  from    = exec("a", "user"),
  via     = { in_zone "z", adjacent "y" },
  when    = function(_, z, y)
    if z.x.hidden ~= nil and contains(z.x.hidden, y.id) then
      return false, "a scan from there does not show " .. y.id
    end
    return true
  end,
  gains   = known "y",
  time    = constant "1h",
  effort  = function(_, z) return z.x.scan_cost end,
  success = 1, noise = 0, skill = "novice",
  fans_out = true,
  stops   = { "segment" },
  source  = source,
}
