-- SPDX-License-Identifier: GPL-2.0-or-later
-- Zones and the doors between them.

check "boundary-enforced" {
  title = "a device enforces every door, and it is watched",
  about = "conduit",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the network drawing: which device filters here",
  judge = function(conduit)
    if #conduit.allow == 0 then return skip("it lets nothing through") end
    if conduit.inspection == "diode" then return pass("a diode") end
    if (conduit.sensor or 0) == 0 then
      return fail("nobody sees what passes", "watch conduit " .. conduit.id .. " (controls.sensor)")
    end
    if not conduit.enforced_by then return unknown("nothing says which device enforces it (enforced_by)") end
    return pass("enforced by " .. conduit.enforced_by.id .. ", and watched")
  end,
}

check "boundary-inspected" {
  title = "what passes a door is searched for malicious code",
  about = "conduit",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(conduit)
    if #conduit.allow == 0 then return skip("it lets nothing through") end
    if contains({ "proxy", "dpi", "diode" }, conduit.inspection or "") then
      return pass("inspected: " .. conduit.inspection)
    end
    return fail("what passes is not looked into",
      "put an inspecting proxy or deep inspection at conduit " .. conduit.id .. " (controls.inspection)")
  end,
}

check "deny-by-default" {
  title = "doors let through what is named, and nothing else",
  about = "conduit",
  gives = { "pass", "fail" },
  judge = function(conduit)
    for _, rule in ipairs(conduit.allow) do
      if rule.any and not rule.from and not rule.to then
        return fail("lets everything through", "name the ports, senders and receivers that conduit " ..
          conduit.id .. " is for")
      end
      if rule.any then
        return fail("lets every port through", "name the ports that conduit " .. conduit.id .. " is for")
      end
    end
    return pass(#conduit.allow == 0 and "lets nothing through" or "names what it lets through")
  end,
}

check "segmentation" {
  title = "the segmentation holds",
  about = "zone",
  needs = { "segments" },
  takes = { classes = "of failures: S1 … S9 (see `segments`)" },
  gives = { "pass", "fail", "not-assessable" },
  document = "a firewall audit",
  judge = function(zone, with)
    local found = failures(zone, with.classes)
    if #found > 0 then
      local ids = map(found, function(f) return f.id end)
      return fail(found[1].what .. (#found > 1 and " (also " .. listed(filter(ids, function(i)
        return i ~= found[1].id
      end)) .. ")" or ""), found[1].fix)
    end
    if undecided() then return unknown("not wholly known: " .. undecided()) end
    return pass("no such failure into it")
  end,
}

check "segmentation-of-design" {
  title = "the segmentation of the design holds",
  about = "system",
  needs = { "segments" },
  takes = { classes = "of failures: S1 … S9 (see `segments`)" },
  gives = { "pass", "fail", "not-assessable" },
  document = "a firewall audit",
  judge = function(_, with)
    local found = failures(nil, with.classes)
    if #found > 0 then
      return fail(found[1].id .. ": " .. found[1].what, found[1].fix)
    end
    if undecided() then return unknown("not wholly known: " .. undecided()) end
    return pass("no such failure")
  end,
}

check "one-zone" {
  title = "what stands in a zone is on no other zone's network",
  about = "asset",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(asset)
    local foreign = {}
    if #networks(asset) == 0 then return skip("it is on no network") end
    for _, n in ipairs(networks(asset)) do
      local zones = listed_by(n)
      if #zones > 0 and #filter(zones, function(z) return same(z, asset.zone) end) == 0 then
        foreign[#foreign + 1] = n.id
      end
    end
    if #foreign == 0 then return pass("on networks of its own zone only") end
    if asset.forwards then return pass("a boundary device between " .. asset.zone.id .. " and " .. listed(foreign)) end
    return fail("is also on " .. listed(foreign) .. ", which belongs to another zone",
      "take " .. asset.id .. " off " .. listed(foreign) .. ", or put a firewall between")
  end,
}

check "physical-separation" {
  title = "the zone's networks carry no other zone",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    for _, n in ipairs(networks(zone)) do
      for _, other in ipairs(listed_by(n)) do
        if not same(other, zone) then
          return fail("shares network " .. n.id .. " with zone " .. other.id,
            "give zone " .. zone.id .. " a network of its own instead of " .. n.id)
        end
      end
    end
    return pass("has networks of its own")
  end,
}

check "no-messaging" {
  title = "no mail or chat comes into the control zone",
  about = "zone",
  takes = { both_ways = "true: nor does any leave it" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone, with)
    local ports = { "tcp/25", "tcp/110", "tcp/143", "tcp/465", "tcp/587", "tcp/993", "tcp/995", "tcp/5222" }
    local function mails(conduits, how)
      for _, conduit in ipairs(conduits) do
        for _, rule in ipairs(conduit.allow) do
          for _, port in ipairs(rule.ports) do
            if contains(ports, port) then
              return fail("mail or chat " .. how .. " by conduit " .. conduit.id .. " (" .. port .. ")",
                "close " .. port .. " in conduit " .. conduit.id)
            end
          end
        end
      end
    end
    local drives = #filter(assets(zone), function(a) return a.drives_process end) > 0
    if not drives then return skip("nothing in it drives a process") end
    local found = mails(conduits_into(zone), "comes in")
      or (with.both_ways and mails(conduits_from(zone), "leaves"))
    return found or pass("no mail or chat passes its doors")
  end,
}

check "island-mode" {
  title = "what the zone must do goes on when its doors are shut",
  about = "zone",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "a test of running the zone cut off",
  judge = function(zone)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    local value = claim(zone, "island_mode")
    for _, flow in ipairs(related(zone, "flow")) do
      if flow.required then
        for _, sender in ipairs(begins(flow)) do
          if not same(sender.zone, zone) then
            if value then
              return fail("island mode is claimed, yet the required flow " .. flow.id .. " comes from zone " ..
                sender.zone.id, "let zone " .. zone.id .. " do without flow " .. flow.id)
            end
            return fail("the required flow " .. flow.id .. " comes from zone " .. sender.zone.id,
              "let zone " .. zone.id .. " do without flow " .. flow.id)
          end
        end
      end
    end
    if value == true then return pass("claimed, and no required flow comes from elsewhere", { claim = true }) end
    if value == false then
      return fail("it cannot run cut off", "let zone " .. zone.id .. " run cut off (x.claims.island_mode)")
    end
    return unknown("nothing says whether it can run cut off (x.claims.island_mode)")
  end,
}

check "own-services" {
  title = "the zone does not log in at another zone's directory",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local any = false
    for _, c in ipairs(related(zone, "credential")) do
      if c.authority then
        any = true
        if not same(c.authority.zone, zone) then
          return fail("its accounts (" .. c.id .. ") are issued by " .. c.authority.id .. " in zone " ..
            c.authority.zone.id, "give zone " .. zone.id .. " a directory of its own instead of " .. c.authority.id)
        end
      end
    end
    if not any then return skip("no directory issues its accounts") end
    return pass("its accounts are issued within it")
  end,
}

check "no-way-in" {
  title = "no network leads into the critical zone, or only one way",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    for _, conduit in ipairs(conduits_into(zone)) do
      if #conduit.allow > 0 and conduit.inspection ~= "diode" then
        return fail("conduit " .. conduit.id .. " leads into it", "replace conduit " .. conduit.id ..
          " by a diode, or close it")
      end
    end
    return pass("only diodes, or nothing, lead into it")
  end,
}

check "resists-flood" {
  title = "senders through the door are held to a rate",
  about = "asset",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "load tests of the interfaces",
  judge = function(asset)
    local open = services(asset)
    if #open == 0 then return skip("nothing listens on it") end
    local free = filter(open, function(s) return not s.rate_limit end)
    if #free == 0 then return pass("every service answers only so often") end
    for _, s in ipairs(free) do
      if stated(s, "rate_limit") then
        return fail(where(s) .. " answers without limit", "limit how often " .. where(s) .. " answers (rate_limit)",
          { at = s })
      end
    end
    return unknown("nothing says how " .. where(free[1]) .. " bears load (rate_limit)")
  end,
}

check "unused-services" {
  title = "nothing listens that nobody needs",
  about = "asset",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the list of needed services and ports",
  judge = function(asset)
    if #services(asset) == 0 then return skip("nothing listens on it") end
    if #related(asset, "flow") == 0 then
      return unknown("no flow to it is declared: nothing says which services are needed (flows)")
    end
    local needed = {}
    for _, flow in ipairs(related(asset, "flow")) do
      for _, s in ipairs(spoken_to(flow)) do
        if same(s.asset, asset) then needed[service_name(s)] = true end
      end
    end
    local unused = {}
    for _, s in ipairs(services(asset)) do
      if not needed[service_name(s)] then unused[#unused + 1] = where(s) end
    end
    if #unused == 0 then return pass("every service is needed by a flow") end
    return fail("no flow needs " .. listed(unused), "switch off " .. unused[1] ..
      " (disabled: true), or declare the flow that needs it")
  end,
}

check "boundary-device" {
  title = "a device between zones lets through what is named, and is watched",
  about = "asset",
  takes = { what = "named (deny by default), watched, inspected or messaging" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the rule set of the device",
  judge = function(asset, with)
    local doors = enforces(asset)
    if #doors == 0 and not asset.forwards then return skip("it stands between no zones") end
    if #doors == 0 then return unknown("nothing says which conduits it enforces (enforced_by)") end
    return every(doors, function(conduit)
      if with.what == "watched" then
        if (conduit.sensor or 0) > 0 then return pass("watches conduit " .. conduit.id) end
        return fail("nobody sees what passes conduit " .. conduit.id, "watch conduit " .. conduit.id ..
          " (controls.sensor)", { at = conduit })
      end
      for _, rule in ipairs(conduit.allow) do
        if rule.any and with.what ~= "messaging" then
          return fail("lets every port through conduit " .. conduit.id,
            "name the ports that conduit " .. conduit.id .. " is for", { at = conduit })
        end
        for _, port in ipairs(rule.ports) do
          if with.what == "messaging" and contains({ "tcp/25", "tcp/110", "tcp/143", "tcp/587", "tcp/5222" }, port) then
            return fail("lets mail or chat through conduit " .. conduit.id .. " (" .. port .. ")",
              "close " .. port .. " in conduit " .. conduit.id, { at = conduit })
          end
        end
      end
      return pass("names what passes conduit " .. conduit.id)
    end)
  end,
}
