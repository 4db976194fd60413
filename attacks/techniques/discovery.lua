-- SPDX-License-Identifier: GPL-2.0-or-later
-- Discovery: what an attacker who knows nothing (knowledge = "discover") must look for first. No
-- reason where he knows all: to know it once more would bring him nothing.

local function knows_nothing() return attacker.discover end

technique "scan-network" {
  ids     = { it = "T1046", ot = "T0846" },
  name    = "Network Service Discovery",
  names   = { ot = "Remote System Discovery" },
  tactics = { "discovery" },
  from    = presence "n",
  via     = { attached "a", in_zone "z" },
  when    = knows_nothing,
  gains   = known "z",
  time    = constant "1h", success = 1, noise = 0.3, skill = "novice",
  fans_out = true, -- one scan shows all of them
  stops   = { "segment", "sensor" },
  source  = "assumption",
}

technique "scan-neighbours" {
  ids     = { it = "T1046", ot = "T0846" },
  name    = "Network Service Discovery",
  names   = { ot = "Remote System Discovery" },
  tactics = { "discovery" },
  from    = presence "n",
  via     = { attached "a", in_zone "z", adjacent "y" },
  when    = knows_nothing,
  gains   = known "y",
  time    = constant "1h", success = 1, noise = 0.3, skill = "novice",
  fans_out = true, -- one scan shows all of them
  stops   = { "segment", "sensor" },
  source  = "assumption",
}
