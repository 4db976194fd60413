-- SPDX-License-Identifier: GPL-2.0-or-later
-- From code on a machine to more of it: its administrator, its host, its guests.

local numbers = "preparing: McQueen et al. 2006; works: EPSS and KEV; the rest: assumption"

technique "privilege-escalation" {
  ids     = { it = "T1068", ot = "T0890" },
  name    = "Exploitation for Privilege Escalation",
  tactics = { "privilege-escalation" },
  from    = exec("a", "user"),
  via     = { flaw "v" },
  when    = function(_, v)
    if v.vector ~= "local" then return false, "the flaw is not one for a local user" end
    if v.privileges == "high" then return false, "the flaw asks for the privileges it would give" end
    if v.gains == "session" or v.gains == "control" or v.gains == "halt" or v.gains == "read" then
      return false, "the flaw raises no privileges, it gives: " .. v.gains
    end
    return true
  end,
  gains   = exec("a", "admin"),
  prepare = { time = function(_, v) return exploit_development(v) end, per = "vulnerability" },
  works   = { p = function(_, v) return exploit_works(v) end, per = "vulnerability" },
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.1,
  skill   = function(_, v) return v.kev and "novice" or "expert" end,
  stops   = { "patch", "sandbox" },
  source  = numbers,
}

technique "escape-to-host" {
  ids     = { it = "T1611" },
  name    = "Escape to Host",
  tactics = { "privilege-escalation" },
  from    = exec("a", "admin"),
  via     = { hosted_on "h", flaw("v", "h") },
  when    = function(_, _, v)
    if not v.scope_changed then return false, "the flaw does not leave the guest" end
    return true
  end,
  gains   = exec("h", "admin"),
  prepare = { time = function(_, _, v) return exploit_development(v) end, per = "vulnerability" },
  works   = { p = function(_, _, v) return exploit_works(v) end, per = "vulnerability" },
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.1, skill = "expert",
  stops   = { "patch" },
  source  = numbers,
}

technique "host-commands-guest" {
  ids     = { it = "T1675" },
  name    = "ESXi Administration Command",
  tactics = { "execution" },
  from    = exec("h", "admin"),
  via     = { hosts "a" },
  gains   = exec("a", "admin"),
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "intermediate",
  stops   = { "isolation", "encrypt-guests" },
  note    = "Any hypervisor or container host: image, mounted medium or console of the guest.",
  source  = "assumption",
}
