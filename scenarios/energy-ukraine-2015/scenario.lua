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

-- What else might have been, with the same attacker.

-- A second factor on the VPN into the control centre.
variant("second-factor", function()
  set("conduits.corporate-ot-access.controls.mfa", "otp")
end)

-- Two analysts, in office hours, who look at what the sensors that are there raise. What they take
-- for an attack is taken off the network, and the administrators' password is changed.
variant("watched", function()
  defender "security" {
    analysts = 2,
    triage   = exponential { mean = "2h" },
    shifts   = "mon-fri 08:00-18:00",
    playbook = {
      { act = { "isolate" }, after = "1h" },
      { act = { "rotate domain-admin", "rotate vpn-account" }, after = "4h" },
      { act = { "block corporate-ot-access" }, after = "4h" },
    },
  }
end)

-- Every machine that runs his commands is noticed with a chance of three in ten; half a day later it
-- is taken off the network, and the two passwords are changed.
variant("noticed", function()
  on("compromised", function(asset)
    if random "noticed" > 0.3 then return end
    spawn(function()
      wait "12h"
      isolate(asset)
      rotate "domain-admin"
      rotate "vpn-account"
    end)
  end)
end)
