-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what, and when: a campaign in phases, as the reports tell it, and the crews
-- who drive out afterwards. The ways that `cybertwin run` tells are found without any of this; it bears on
-- what is simulated.
--
-- Time 0 is Monday, 2 March 2015. The day of the attack, Wednesday, 23 December, is day 296.

horizon "310d"

local BLACKOUT = 296

-- --- the attacker ----------------------------------------------------------------------------------------

local function wait_until(me, day, hour)
  local minutes = math.ceil((day * 24 + hour) * 60 - elapsed "m")
  if minutes > 0 then me:wait(minutes .. "m") end
end

-- Tries all of these side by side, and waits until each has ended; no longer than until that day.
local function together(me, options, day)
  local left = #options
  for _, option in ipairs(options) do
    spawn(function()
      me:attempt(option)
      left = left - 1
    end)
  end
  while left > 0 and elapsed "d" < (day or math.huge) do me:wait "1h" end
end

-- Tries what he can of this on all of these, side by side.
local function on_all(me, technique, targets, day)
  local options = {}
  for _, target in ipairs(targets) do
    for _, option in ipairs(me:options(technique, target)) do options[#options + 1] = option end
  end
  together(me, options, day)
end

-- One after the other, with a pause after each, until the phase is over.
local function quietly(me, pause, is_over, steps)
  while not is_over() do
    for _, step in ipairs(steps) do
      if me:attempt(step[1], step[2]) ~= nil then break end
    end
    if not is_over() then me:wait(pause) end
  end
end

local offices = { "ws-sales", "ws-finance", "ws-planning", "ws-personnel", "ws-management", "ws-facility" }
local places = { "north", "river", "mill", "station", "quarry", "east", "hill", "35kv" }
local rtus, gateways = {}, {}
for i, place in ipairs(places) do
  rtus[i], gateways[i] = "rtu-" .. place, "gw-" .. place
end

local function campaign(me)
  -- spring: documents with macros to a dozen workplaces, and a week later to those who did not open them;
  -- what runs there calls back, and listens for passwords
  repeat
    together(me, { table.unpack(me:options "spearphishing-attachment", 1, 12) })
    on_all(me, "T1071", offices)
    together(me, me:options "keylogging")
    if not me:has(holds "domain-admin") then me:wait "7d" end
  until me:has(holds "domain-admin")
  log "holds the administrator's password"

  -- the domain controllers, and in them the passwords of those who work in the control centre
  local from_the_offices = { { "directory-replication" }, { "remote-services-admin", "dc-1" },
    { "valid-accounts", "dc-1" }, { "keylogging" } }
  quietly(me, "3d", function()
    return me:has(holds "vpn-account") and me:has(holds "operator-account") and me:has(holds "ot-admin")
  end, from_the_offices)
  log "holds the accounts of the control centre"

  -- autumn: over the VPN, on to an operator's station, and a long look around
  wait_until(me, 180, 9)
  quietly(me, "2d", function() return me:has(exec("op[0]", "admin")) end, {
    { "remote-services-admin", "op[0]" }, { "valid-accounts", "op[0]" },
    { "external-remote-services" }, { "valid-accounts", "ics-vpn" },
    table.unpack(from_the_offices), -- again, where what he had has been taken from him
  })
  log "sits at an operator's station"

  -- from November on: the connections that will be needed, and firmware for the gateways
  wait_until(me, 245, 9)
  for _ = 1, 4 do
    on_all(me, "unauthenticated-service", rtus)
    on_all(me, "default-credentials", gateways)
    on_all(me, "default-credentials", { "ups-control-centre", "ups-call-centre" })
    on_all(me, "valid-accounts", { "op" })
    on_all(me, "remote-services-admin", { "op" })
  end
  for _ = 1, 4 do on_all(me, "unsigned-firmware", gateways, BLACKOUT) end
  log "is ready"

  -- the afternoon of the 23rd: breakers first, then whatever would help to close them again
  wait_until(me, BLACKOUT, 15.5)
  on_all(me, "unauthorized-command", rtus)
  on_all(me, "restart-or-shutdown", gateways)
  on_all(me, "restart-or-shutdown", { "ups-control-centre", "ups-call-centre" })
  on_all(me, "wipe", { "op" })
end

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
  strategy  = campaign,
}

-- --- afterwards ------------------------------------------------------------------------------------------

-- Nobody switches from afar any more. Ten crews drive out, one substation after the other, and close the
-- breakers by hand; the RTU is taken off the line and set up anew.
local crews = 10

on("gained", function(fact)
  local rtu = fact:match "^controls:(rtu%-.+)$"
  if not rtu then return end
  spawn(function()
    while crews == 0 do wait "5m" end
    crews = crews - 1
    wait((30 + random("the way there", 90)) .. "m")
    restore(rtu)
    crews = crews + 1
  end)
end)

-- What else might have been, with the same attacker.

-- A second factor on the VPN into the control centre.
variant("second-factor", function()
  set("conduits.corporate-ot-access.controls.mfa", "otp")
end)

-- Two analysts, in office hours, who look at what the sensors that are there raise. What they take
-- for an attack is taken off the network, two passwords are changed, and the VPN is shut. It is followed back,
-- what he has on the way is set up anew and put back. `further` is what is done after that.
local function security(further)
  defender "security" {
    analysts = 2,
    triage   = exponential { mean = "2h" },
    shifts   = "mon-fri 08:00-18:00",
    playbook = {
      { act = { "isolate" }, after = "1h" },
      { act = { "rotate domain-admin", "rotate vpn-account" }, after = "4h" },
      { act = { "block corporate-ot-access" }, after = "4h" },
      { act = { "investigate" }, after = "4h", takes = "1d" },
      { act = { "restore", "reconnect" }, after = "2d", takes = "8h" },
      further,
    },
  }
end

-- A month later the VPN is opened again, as it was.
variant("watched", function() security { act = { "unblock corporate-ot-access" }, after = "30d" } end)

-- It stays shut; who has to work in the control centre goes there.
variant("shut", function() security() end)

-- Every machine that runs his commands is noticed with a chance of three in ten; half a day later it
-- is taken off the network, and the two passwords are changed; after two days more it is set up anew and put back.
variant("noticed", function()
  on("compromised", function(asset)
    if random "noticed" > 0.3 then return end
    spawn(function()
      wait "12h"
      isolate(asset)
      rotate "domain-admin"
      rotate "vpn-account"
      wait "2d"
      restore(asset)
      reconnect(asset)
    end)
  end)
end)

-- Whatever can be tried is tried at once, and no day is waited for: the least that the design asks of
-- anybody.
variant("all-at-once", function()
  attacker "outsider" { strategy = "cheapest-first" }
end)
