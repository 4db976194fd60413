-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what. Nothing below or in the program says how.

attacker "outsider" {
  entry = { located "internet" },
  goals = {
    -- the breakers of one substation, and enough of them to darken the district
    breaker  = controls "rtu-north",
    blackout = impaired "supply-110kv",
    -- what kept the dispatchers from closing them again
    gateway  = exec("gw-north", "admin"),
    stranded = impaired "remote-switching",
    -- what made the night longer
    ups      = halted "ups-control-centre",
    wiped    = halted "op[0]",
  },
  skill     = "intermediate",
  knowledge = "all",
  parallel  = "all",
}
