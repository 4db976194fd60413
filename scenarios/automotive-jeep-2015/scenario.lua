-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what, and when: two researchers with one car, who tell the maker, and the
-- carrier that closes the port once everybody knows. The ways that `cybertwin run` tells are found without
-- the phases; they bear on what is simulated.
--
-- Time 0 is Monday, 6 October 2014: in that month the maker was told of the open port.

horizon "1y"

local FIRMWARE  = 120 -- how long reading another's firmware took is not public to the day: "months"
local DRIVE     = 260 -- on the road, some weeks before the article (assumed)
local ARTICLE   = 288 -- 21 July 2015
local carrier_needs = 2 -- days until the carrier lets nothing through to that port

-- --- the attacker ----------------------------------------------------------------------------------------

local function wait_until(me, day)
  local hours = math.ceil(day * 24 - elapsed "h")
  if hours > 0 then me:wait(hours .. "h") end
end

-- The last of these steps that can be tried, again and again, until the phase is over. False where nothing
-- could be tried for a month: it is given up.
local function insist(me, pause, is_over, steps)
  local since = elapsed "d"
  while not is_over() do
    for i = #steps, 1, -1 do
      if me:attempt(steps[i][1], steps[i][2]) ~= nil then since = elapsed "d" break end
    end
    if elapsed "d" > since + 30 then return false end
    if not is_over() then me:wait(elapsed "d" > since + 1 and "1d" or pause) end
  end
  return true
end

local function campaign(me)
  -- their own car: the message bus answers over the carrier, and does what it is told
  insist(me, "1h", function() return me:has(exec("head-unit[0]", "admin")) end, {
    { "unauthenticated-service", "head-unit[0]" }, { "remote-services-admin", "head-unit[0]" },
  })
  insist(me, "1h", function() return me:has(reads "positions") end, { { "data-from-local-system", "head-unit[0]" } })
  log "the head unit is theirs"

  -- firmware of their own for the second chip
  wait_until(me, FIRMWARE)
  insist(me, "7d", function() return me:has(exec("can-mcu[0]", "admin")) end, {
    { "unauthenticated-service", "can-mcu[0]" }, { "unsigned-firmware", "can-mcu[0]" },
  })
  log "the buses are theirs"

  -- on the road, with a driver who knows of it
  wait_until(me, DRIVE)
  for _, unit in ipairs { "engine[0]", "brake[0]", "steering[0]", "door-module[0]" } do
    for _ = 1, 3 do
      if me:attempt("unauthenticated-service", unit) then break end
    end
    for _ = 1, 3 do
      if me:attempt("unauthorized-command", unit) then break end
    end
  end
  log "the drive is over"
end

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
  cost      = "time", -- nothing keeps him from working on many cars at once
  strategy  = campaign,
}

-- --- afterwards ------------------------------------------------------------------------------------------

-- The carrier closes the port. What acts on the model is coarser: no packet reaches a head unit any more.
at(ARTICLE .. "d", function()
  log "the article"
  if not carrier_needs then return end
  spawn(function()
    wait(carrier_needs .. "d")
    for i = 0, 5 do isolate("head-unit[" .. i .. "]") end
    log "the port is closed"
  end)
end)

-- --- what else might have been -----------------------------------------------------------------------------

-- The carrier lets no subscriber send to another.
variant("isolated", function()
  set("networks.sprint.isolated", true)
end)

-- The second chip takes signed firmware only.
variant("signed-firmware", function()
  set("products.uconnect-v850.security.update_signed", true)
end)

-- Somebody else reads the article and the papers, and tries it on every car, with all his strength.
local function imitator(me)
  wait_until(me, ARTICLE)
  repeat
    for _, option in ipairs(me:options()) do
      spawn(function() me:attempt(option) end)
    end
    me:wait "1h"
  until me:reached "fleet" and me:reached "steering" or elapsed "d" > ARTICLE + 30
end

variant("imitator", function()
  attacker "subscriber" { strategy = imitator }
end)

-- The same, and the carrier does nothing.
variant("unhindered", function()
  carrier_needs = nil
  attacker "subscriber" { strategy = imitator }
end)
