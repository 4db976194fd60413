-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what, and when: two makers one after the other, with a year between, and what
-- was done once it was known. The ways that `cybertwin run` tells are found without the phases; they bear on
-- what is simulated.
--
-- Time 0 is Monday, 7 February 2022.

horizon "430d"

local RELEASE = 389 -- 3 March 2023
local ALARMS  = 408 -- 22 March: customers' security programs stop the app, and are not believed
local PUBLIC  = 415 -- 29 March; a day later the maker tells all to remove it

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

-- Each of these on all that it can be done to, side by side; no waiting for the end of it.
local function start(me, technique, targets)
  for _, target in ipairs(targets) do
    for _, option in ipairs(me:options(technique, target)) do
      spawn(function() me:attempt(option) end)
    end
  end
end

-- Meanwhile the site attacks the browsers of who looks at it, week by week while there is one with the flaw.
local function attack_visitors(me)
  while not me:has(exec("trader-site", "user")) do me:wait "12h" end
  for _ = 1, 6 do
    start(me, "drive-by", { "visitor-pc", "visitor-late" })
    for _ = 1, 7 do
      start(me, "call-back-user", { "visitor-pc", "visitor-late" })
      me:wait "1d"
    end
  end
  log "no visitor's browser has the flaw any more"
end

local function campaign(me)
  spawn(attack_visitors, me)

  -- the first maker: what its site offers for download is made anew, and signed
  insist(me, "1d", function() return me:has(tainted "x-trader") end, {
    { "exploit-service", "trader-site" }, { "credentials-in-files", "trader-site" },
    { "replaced-release", "trader-site" },
  })
  log "the first maker's release is his"

  -- whoever installs it; one of them works for the second maker
  insist(me, "1d", function() return me:has(exec("home-pc", "admin")) end, {
    { "delivered-update", "home-pc" }, { "call-back-admin", "home-pc" },
  })
  log "an employee's machine is his"
  insist(me, "2h", function() return me:has(holds "vpn-account") and me:has(holds "build-account") end, {
    { "cached-logon" },
  })
  log "holds the company's passwords"

  -- two days later the VPN; then months, from machine to machine. Who is thrown out comes back the same way
  me:wait "2d"
  local way_in = { { "cached-logon" }, { "valid-accounts", "vpn-1" }, { "external-remote-services" } }
  local function on_to(machine)
    local steps = { { "valid-accounts", machine }, { "remote-services-admin", machine } }
    return { way_in[1], way_in[2], way_in[3], steps[1], steps[2] }
  end
  insist(me, "1d", function() return me:has(located "maker-corp") end, way_in)
  log "is in the company"
  insist(me, "14d", function() return me:has(exec("build-win", "admin")) end, on_to "build-win")
  insist(me, "14d", function() return me:has(exec("build-mac", "admin")) end, on_to "build-mac")
  log "is where releases are built"

  -- March of the next year: the release
  wait_until(me, RELEASE)
  insist(me, "1d", function() return me:has(tainted "desktop-app-win") end, { { "tainted-build", "build-win" } })
  insist(me, "1d", function() return me:has(tainted "desktop-app-mac") end, { { "tainted-build", "build-mac" } })
  log "the second maker's release is his"

  -- the customers, as they update; something is read at one of them only
  repeat
    start(me, "delivered-update", { "desk-win", "desk-mac", "target-win", "target-mac" })
    start(me, "call-back-admin", { "desk-win", "desk-mac", "target-win", "target-mac" })
    start(me, "data-from-local-system", { "target-win" })
    me:wait "6h"
  until elapsed "d" > PUBLIC + 1
end

attacker "outsider" {
  entry = { located "internet" },
  goals = {
    -- what somebody keeps in his browser, at one customer of many
    stealer   = reads "browser-logins",
    -- what both makers release
    trader    = tainted "x-trader",
    windows   = tainted "desktop-app-win",
    macos     = tainted "desktop-app-mac",
    -- who looked at the first maker's site
    visitor   = exec("visitor-pc[0]", "user"),
    -- the customers
    customers = impaired "clean-desks",
    -- what must stand
    telephony = tainted "pbx-server",
    key       = holds "phone-code-key",
    careful   = exec("careful-win[0]", "user"),
    frozen    = implant("frozen-win[0]", "user"),
    sources   = alters "sources",
    partners  = operates "reseller-help",
  },
  skill     = "expert",
  knowledge = "all",
  cost      = "time",
  strategy  = campaign,
}

-- --- afterwards ------------------------------------------------------------------------------------------

local infected = {}

on("compromised", function(asset)
  if asset:match "^desk%-" or asset:match "^target%-" then infected[#infected + 1] = asset end
end)

at(ALARMS .. "d", function() log "customers' security programs stop the app; it is taken for a false alarm" end)
at(PUBLIC .. "d", function() log "it is public" end)

-- The maker withdraws the release. Customers set their machines up anew, each within ten days.
at(PUBLIC + 1 .. "d", function()
  revoke "desktop-update"
  for _, asset in ipairs(infected) do
    spawn(function()
      wait(random("days until it is done", 240) .. "h")
      restore(asset)
    end)
  end
end)

-- --- what else might have been, with the same attacker -----------------------------------------------------

-- The trading software goes from the machine on which the company's passwords are typed.
variant("company-machine", function()
  set("assets.home-pc.software", "[]")
end)

-- The VPN asks for a card.
variant("card", function()
  set("conduits.internet-maker-vpn.controls.mfa", "phishing-resistant")
end)

-- Another machine builds the same, and only what is equal is released.
variant("compared", function()
  set("channels.desktop-win-build.confirmed_by", "[verifier]")
  set("channels.desktop-mac-build.confirmed_by", "[verifier]")
end)

-- The build machines are watched, and two analysts look at it in office hours; one false alarm in twenty
-- deceives them. What they take for an attack is followed back, both passwords are changed, and the door to
-- the build environments is shut for a week.
variant("watched", function()
  set("assets.build-win.sensor", 0.5)
  set("assets.build-mac.sensor", 0.5)
  defender "security" {
    analysts     = 2,
    triage       = exponential { mean = "4h" },
    shifts       = "mon-fri 08:00-18:00",
    recognises   = 0.8,
    dismisses    = 0.95,
    false_alarms = { ["build-win"] = "1/w", ["build-mac"] = "1/w" },
    playbook = {
      { act = { "investigate" }, after = "4h", takes = "1d" },
      { act = { "rotate vpn-account", "rotate build-account", "block corp-build" }, after = "4h" },
      { act = { "unblock corp-build" }, after = "7d" },
      { on = "exec", act = { "restore" }, after = "1d", takes = "1d" },
    },
  }
end)
