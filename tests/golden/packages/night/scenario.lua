-- SPDX-License-Identifier: GPL-2.0-or-later
-- A night in which somebody looks; the other scripts of this folder are variations of it.
name "A night"
horizon "30d"

attacker "outsider" {
  entry = { located "internet" },
  goals = { bottles = controls "plc-1" },
  skill = "intermediate",
}

local shift = "late"

at("6h", function()
  shift = "night"
  log("the " .. shift .. " shift comes")
end)

on("goal", function(goal, attacker)
  log(attacker .. " has " .. goal .. " in the " .. shift .. " shift")
end)

on("compromised", function(asset)
  if shift == "late" then return end
  spawn(function()
    wait "2h"
    if isolate(asset) then log(asset .. " is off the network") end
  end)
end)

-- What would be otherwise.
variant("token", function() set("conduits.office-plant.controls.mfa", "otp") end)
variant("watched", function()
  on("compromised", function(a) spawn(function() wait "1h" isolate(a) end) end)
end)
variant("novice", function() attacker "outsider" { skill = "novice" } end)
