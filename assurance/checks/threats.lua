-- SPDX-License-Identifier: GPL-2.0-or-later
-- Rows that name an attack: whether the scenario's attackers carry it out, and whether what should
-- keep them from it is there.

-- Sorts of assets that a threat is about.
local groups = {
  backend = { "server", "cloud", "database", "registry", "directory", "service", "storage", "hypervisor", "app" },
  vehicle = { "ecu", "tcu", "vehicle", "gateway-ot", "gateway", "sensor", "actuator", "controller" },
}

local function present(group)
  if group == nil then return true end
  if group == "people" then return #all("people") > 0 end
  if group == "update" then
    return #filter(all("channel"), function(c) return c.kind == "update" end) > 0
  end
  if group == "radio" then return #filter(all("network"), function(n) return n.is_radio end) > 0 end
  if group == "bus" then return #filter(all("network"), function(n) return n.is_bus end) > 0 end
  if group == "data" then return #all("data") > 0 end
  if group == "flow" then return #all("flow") > 0 end
  if group == "build" then
    return #filter(all("channel"), function(c) return c.kind == "build" end) > 0
  end
  if group == "command" then
    return #filter(all("channel"), function(c) return c.kind == "command" or c.kind == "remote-maintenance" end) > 0
  end
  for _, product in ipairs(all("product")) do
    if group == "usb" then
      for _, asset in ipairs(assets(product)) do
        if is_sort(asset, "removable") then return true end
      end
    elseif groups[group] == nil then
      error("threat: there is no group '" .. group .. "'")
    elseif contains(groups[group], product.kind) then
      return true
    end
  end
  return false
end

local begins_with = { people = "is one of the people inside", touches = "has hands on the equipment",
  possesses = "has a device in his hands", nearby = "stands within radio range", supplier = "is a supplier" }

check "threat" {
  title = "an attack that the standard names does not come off",
  about = "system",
  needs = { "attack" },
  takes = {
    techniques = "rules or ATT&CK ids that carry it out",
    group = "what must be there for it: backend, vehicle, people, update, radio, bus, usb, data, flow, build, command",
    mitigations = "claims of the design that should keep it off (x.claims.m10 …)",
  },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(system, with)
    if not present(with.group) then return skip("there is no " .. with.group .. " in the design") end
    local kinds = with.group and groups[with.group]
    local done = deed(kinds, with.techniques)
    local missing, there = nil, {}
    for _, m in ipairs(with.mitigations or {}) do
      local value = claim(system, m:lower())
      if value == false then missing = missing or m elseif value then there[#there + 1] = m end
    end
    if done then
      return fail((#there > 0 and (listed(there) .. " claimed, yet ") or "") ..
        "the scenario's attackers succeed with " .. told(done) .. " on " .. done.on,
        stopping(done, "on " .. done.on), { by = done })
    end
    local lacks = untried(with.techniques)
    if lacks and not missing then
      return unknown("no attacker of the scenario " .. begins_with[lacks] .. ", so it was not tried",
        "a scenario whose attacker " .. begins_with[lacks] .. " (entry = " .. lacks .. " …), or the threat analysis")
    end
    if missing then return fail("mitigation " .. missing .. " is not there", "provide mitigation " .. missing) end
    return pass("no attacker of the scenario succeeds with it" .. (#there > 0 and ("; " .. listed(there) .. " claimed")
      or ""), { claim = #there > 0 })
  end,
}
