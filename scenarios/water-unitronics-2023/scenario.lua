-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what, and when: from address to address, and what the suppliers did about it.
-- The ways that `cybertwin run` tells are found without the phases; they bear on what is simulated.
--
-- Time 0 is Monday, 20 November 2023; the first log-ins were on the 22nd, day 2.

horizon "60d"

local ALERT = 8 -- 28 November: the authorities publish what happened

-- --- the attacker ----------------------------------------------------------------------------------------

-- Every address that answers on the port of the programming software, in an order that is nobody's plan.
local function addresses()
  local list = { "plc-booster", "plc-ridge", "plc-hillview" }
  for i = 0, 11 do list[#list + 1] = "plc-small[" .. i .. "]" end
  for i = #list, 2, -1 do
    local j = random("order of addresses", i)
    list[i], list[j] = list[j], list[i]
  end
  return list
end

local function campaign(me)
  me:wait "2d"
  for _, plc in ipairs(addresses()) do
    -- the password of the manual; where it is not taken, the next address
    if me:attempt("default-credentials", plc) then
      me:attempt("restart-or-shutdown", plc)
      log("his message is on the screen of " .. plc)
    end
    me:wait(random("hours between addresses", 36) .. "h")
  end
  log "the list is at its end"
end

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
  cost      = "time", -- of villages, what counts is when the last of them is down
  strategy  = campaign,
}

-- --- afterwards ------------------------------------------------------------------------------------------

-- The booster station raises an alarm; elsewhere somebody complains that the taps run dry. The integrator has
-- three people who can load a program anew, and they have to get there.
local integrators = 3

on("gained", function(fact)
  local plc = fact:match "^halted:(plc%-.+)$"
  if not plc then return end
  spawn(function()
    if plc ~= "plc-booster" then wait(random("hours until somebody complains", 12) .. "h") end
    while integrators == 0 do wait "1h" end
    integrators = integrators - 1
    wait((6 + random("hours to get there and load the program", 42)) .. "h")
    restore(plc)
    integrators = integrators + 1
  end)
end)

-- After the alert the ports are closed, site by site, within a fortnight.
at(ALERT .. "d", function()
  for _, conduit in ipairs { "internet-creek-booster", "internet-ridge", "internet-small" } do
    spawn(function()
      wait(random("hours until a port is closed", 336) .. "h")
      block(conduit)
    end)
  end
end)

-- --- what else might have been, with the same attacker -----------------------------------------------------

-- A password of its own for every controller, in place of the one in the manual.
variant("own-password", function()
  set("credentials.vision-password.strength", "strong")
end)

-- The port of the booster station's controller is closed; all other sites stay as they are.
variant("booster-closed", function()
  set("conduits.internet-creek-booster.allow", "[]")
end)

-- The group scheme gets a switch for running its pump by hand, as the booster station has one.
variant("hand-panel", function()
  set("functions.ridge-supply.needs", "{ any: [plc-ridge, panel-booster] }")
end)

-- The integrator hears of log-ins at controllers, looks at them in office hours, and has all ports closed.
variant("watched", function()
  set("assets.plc-booster.sensor", 0.5)
  set("assets.plc-ridge.sensor", 0.5)
  set("assets.plc-small.sensor", 0.5)
  defender "integrator" {
    analysts   = 1,
    triage     = exponential { mean = "1h" },
    shifts     = "mon-fri 08:00-17:00",
    recognises = 0.9,
    playbook = {
      { act = { "block internet-creek-booster", "block internet-ridge", "block internet-small" },
        after = "2h", takes = "4h" },
    },
  }
end)
