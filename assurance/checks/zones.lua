-- SPDX-License-Identifier: GPL-2.0-or-later
-- How assets are grouped, and what a zone withstands.

local deeds_told = { exec = "runs commands on", admin = "is administrator of", implant = "has code on",
  controls = "commands", halted = "stops", spoofs = "falsifies what is told by" }

check "zone-withstands" {
  title = "the zone withstands the attackers of the scenario that its security level is about",
  about = "zone",
  needs = { "attack" },
  takes = {
    area = "the foundational requirement whose SL-T counts; unstated: the highest",
    facts = "what they may not achieve on its assets: exec, admin, implant, controls, halted, spoofs",
    any_skill = "true: whatever their skill",
  },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone, with)
    local own = assets(zone)
    if #own == 0 then return skip("nothing stands in it") end
    -- SL 1 is about chance, 2 about simple means, 3 about skill in the field, 4 about all there is.
    local level = with.any_skill and 4 or (sl_t(zone, with.area) or 0)
    local best, what
    for _, asset in ipairs(own) do
      for _, fact in ipairs(with.facts) do
        local how = achieved(asset, fact)
        if how and how.rank <= level and (not best or how.rank < best.rank) then
          best, what = how, deeds_told[fact] .. " " .. asset.id
        end
      end
    end
    if best then
      return fail((with.any_skill and "" or ("SL-T " .. level .. " is claimed, yet ")) .. "an attacker of skill " ..
        best.skill .. " " .. what, "cut the ways into zone " .. zone.id .. " (see `paths` and `cuts`)",
        { by = best })
    end
    return pass("no attacker of the scenario that it must withstand gets that far")
  end,
}

check "level-stated" {
  title = "what each zone must withstand is stated",
  about = "zone",
  takes = { vector = "true: for each foundational requirement" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone, with)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    if not sl_t(zone) then return fail("no security level is set", "set the SL-T of zone " .. zone.id .. " (sl_t)") end
    if with.vector then
      for _, area in ipairs { "IAC", "UC", "SI", "DC", "RDF", "TRE", "RA" } do
        if not sl_t(zone, area) then
          return fail("no security level is set for " .. area, "set the SL-T of zone " .. zone.id .. " for " .. area)
        end
      end
    end
    return pass("SL-T " .. sl_t(zone))
  end,
}

check "zone-described" {
  title = "the zone has an owner, doors and a level",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    if not sl_t(zone) then return fail("no security level is set", "set the SL-T of zone " .. zone.id .. " (sl_t)") end
    local level, around = zone.level, zone.parent
    while not level and around do
      level, around = around.level, around.parent
    end
    if not level then
      return fail("no level of the plant is set", "set the level of zone " .. zone.id .. " (level)")
    end
    if #conduits_into(zone) == 0 and #conduits_from(zone) == 0 then
      local alone = claim(zone, "stands_alone")
      if alone then return pass("claimed: it stands alone", { claim = true }) end
      return fail("no conduit leads into or out of it, and nothing says that it stands alone",
        "declare the conduits of zone " .. zone.id .. ", or that it has none (x.claims.stands_alone)")
    end
    return pass("described")
  end,
}

check "flows-in-conduits" {
  title = "what the business sends across zones has a conduit",
  about = "system",
  needs = { "segments" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function()
    if #all("flow") == 0 then return skip("no flow is declared") end
    local found = failures(nil, { "S8" })
    if #found > 0 then return fail(found[1].what, found[1].fix) end
    if undecided() then return unknown("not wholly known: " .. undecided()) end
    return pass("every required flow has a conduit that lets it through")
  end,
}

local office = { "workstation", "laptop", "phone", "printer", "tv", "speaker", "wearable" }

check "business-apart" {
  title = "business and control do not share a zone",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local control, business
    for _, asset in ipairs(assets(zone)) do
      if asset.drives_process and asset.kind ~= "meter" then control = control or asset end
      if contains(office, asset.kind) then business = business or asset end
    end
    if not control then return skip("nothing in it drives a process") end
    if not business then return pass("no office equipment stands in it") end
    return fail("holds " .. business.id .. " (" .. business.kind .. ") beside " .. control.id .. " (" ..
      control.kind .. ")", "move " .. business.id .. " out of zone " .. zone.id)
  end,
}

check "safety-apart" {
  title = "what keeps people safe stands apart",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local safety, other
    for _, asset in ipairs(assets(zone)) do
      if asset.kind == "sis" then safety = safety or asset
      elseif #services(asset) > 0 and not asset.forwards then other = other or asset end
    end
    if not safety then return skip("no safety system stands in it") end
    if not other then return pass("nothing else stands beside " .. safety.id) end
    return fail("holds " .. other.id .. " beside the safety system " .. safety.id,
      "give the safety system " .. safety.id .. " a zone of its own")
  end,
}

check "transient-apart" {
  title = "what is connected for a while stands apart",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local moving, fixed
    for _, asset in ipairs(assets(zone)) do
      if asset.kind == "laptop" or asset.kind == "phone" or #asset.roams > 0 then moving = moving or asset
      elseif asset.drives_process then fixed = fixed or asset end
    end
    if not moving then return skip("nothing in it comes and goes") end
    if not fixed then return pass("nothing that drives a process stands beside " .. moving.id) end
    return fail("holds " .. moving.id .. ", which comes and goes, beside " .. fixed.id,
      "give " .. moving.id .. " a zone of its own")
  end,
}

check "wireless-apart" {
  title = "radio and wire do not share a zone",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local radio, wire
    for _, n in ipairs(networks(zone)) do
      if n.is_radio then radio = radio or n elseif n.medium == "ethernet" or n.is_bus then wire = wire or n end
    end
    for _, asset in ipairs(assets(zone)) do
      for _, n in ipairs(networks(asset)) do
        if n.is_radio then radio = radio or n end
      end
    end
    if not radio then return skip("no radio network is in it") end
    if not wire then return pass("its networks are radio") end
    local wired = #filter(assets(zone), function(asset)
      return #filter(networks(asset), function(n) return not n.is_radio and not n.is_carried end) > 0
        and #filter(networks(asset), function(n) return n.is_radio end) == 0
    end)
    if wired == 0 then return pass("everything in it is on radio") end
    return fail("joins radio " .. radio.id .. " and wire " .. wire.id,
      "put what is on " .. radio.id .. " into a zone behind a boundary of its own")
  end,
}

check "outside-connected-apart" {
  title = "what connects over networks of others stands apart",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local far, fixed
    for _, asset in ipairs(assets(zone)) do
      local reaches = #filter(networks(asset), function(n)
        return n.medium == "internet" or n.medium == "cellular" or n.medium == "satellite"
      end) > 0
      if reaches then far = far or asset elseif asset.drives_process then fixed = fixed or asset end
    end
    if not far then return skip("nothing in it is on a network of others") end
    if not fixed then return pass("nothing that drives a process stands beside " .. far.id) end
    return fail("holds " .. far.id .. ", on a network of others, beside " .. fixed.id,
      "give " .. far.id .. " a zone of its own")
  end,
}

check "risk-borne" {
  title = "what is at risk is within what is borne",
  about = "system",
  needs = { "attack" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function()
    local functions = all("function")
    if #functions == 0 then return skip("no function is declared") end
    for _, f in ipairs(functions) do
      local how = achieved(f, "impaired")
      if how then
        return fail("function " .. f.id .. " is lost to an attacker of skill " .. how.skill,
          "cut the ways to what " .. f.id .. " needs, or add to it (see `cuts`)", { by = how })
      end
    end
    return pass("no function is lost to the scenario's attackers")
  end,
}

check "declared" {
  title = "the topology declares what is asked for",
  about = "system",
  takes = { section = "kind of entities: flow, function, supplier, zone …", at_least = "how many; unstated: 1",
    what = "in words" },
  gives = { "pass", "fail" },
  judge = function(_, with)
    local n = #all(with.section)
    if n >= (with.at_least or 1) then return pass(n .. " declared") end
    return fail("no " .. (with.what or with.section) .. " is declared", "declare the " .. (with.what or with.section) ..
      " in the topology")
  end,
}
