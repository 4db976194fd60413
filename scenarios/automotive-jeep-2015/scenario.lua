-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what. Nothing below or in the program says how.

attacker "subscriber" {
  -- a telephone of the same carrier, and the internet
  entry = { located "sprint", located "internet" },
  goals = {
    -- one car
    brake     = controls "brake[0]",
    steering  = controls "steering[0]",
    engine    = controls "engine[0]",
    doors     = controls "door-module[0]",
    mcu       = exec("can-mcu[0]", "admin"),
    tracked   = reads "positions",
    -- the fleet
    fleet     = impaired "fleet-brakes",
    -- what must stand
    airbag    = controls "airbag[0]",
    newer     = controls "brake-newer[0]",
    recall    = tainted "uconnect-software",
    telematics = operates "remote-services",
  },
  skill     = "expert",
  knowledge = "all",
  parallel  = "all",
  cost      = "time", -- nothing keeps him from working on many cars at once
}
