-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what. Nothing below or in the program says how.

attacker "outsider" {
  entry = { located "internet" },
  goals = {
    -- the controller of the booster station stops, and shows what the attacker wants it to show
    down     = halted "plc-booster",
    blind    = impaired "booster-view",
    control  = impaired "booster-automatic",
    -- taps that run dry: on the hill, on the ridge, in more villages than can be helped at once
    hill     = impaired "pressure-on-the-hill",
    ridge    = impaired "ridge-supply",
    villages = impaired "small-supplies",
    -- what stands where others did it otherwise
    lakeside = impaired "lakeside-supply",
    hillview = impaired "hillview-supply",
    mill     = impaired "mill-supply",
    water    = impaired "treatment",
  },
  skill     = "novice",
  knowledge = "all",
  parallel  = "all",
  cost      = "time", -- he tries every address at once: what counts is when the last of them is down
}

-- What else might have been, with the same attacker.

-- A password of its own for every controller, in place of the one in the manual.
variant("own-password", function()
  set("credentials.vision-password.strength", "strong")
end)

-- The port of the booster station's controller is closed; all other sites stay as they are.
variant("booster-closed", function()
  set("conduits.internet-creek-booster.allow", "[]")
end)
