-- SPDX-License-Identifier: GPL-2.0-or-later
-- Seeing, bearing and mending: logs, clocks, backups, functions under attack.

local function sends_to(asset, ports)
  for _, flow in ipairs(flows_from(asset)) do
    for _, s in ipairs(spoken_to(flow)) do
      if contains(ports, s.port) then return s end
    end
  end
end

check "logs-collected" {
  title = "what happens is recorded in one place",
  about = "asset",
  takes = { sort = "only assets of this sort (see is_sort)" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the logging concept: which device sends what to which collector",
  judge = function(asset, with)
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    local s = sends_to(asset, { "udp/514", "tcp/514", "tcp/6514", "udp/162", "tcp/5044", "tcp/9200" })
    if s then return pass("sends to " .. where(s)) end
    return claimed(asset, "central_logging", "central logging", with.document)
  end,
}

check "clock-set" {
  title = "its clock is set from a time source",
  about = "asset",
  takes = { authentic = "true: one that cannot be forged" },
  gives = { "pass", "fail", "not-assessable" },
  document = "the time source of the device",
  judge = function(asset, with)
    local s = sends_to(asset, { "udp/123", "udp/319", "tcp/4460" })
    if s and not with.authentic then return pass("asks " .. where(s)) end
    if s and (s.encrypted or s.auth == "key" or s.auth == "certificate") then
      return pass("asks " .. where(s) .. ", which is authenticated")
    end
    if s then
      return fail("asks " .. where(s) .. ", which anyone can play", "authenticate the time from " .. where(s) ..
        " (auth: key)", { at = s })
    end
    return claimed(asset, with.authentic and "time_authentic" or "time_synchronised",
      with.authentic and "a time source that cannot be forged" or "a time source", "the time source of the device")
  end,
}

check "watched" {
  title = "an attack in the zone is noticed",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local own = assets(zone)
    if #own == 0 then return skip("nothing stands in it") end
    for _, asset in ipairs(own) do
      if asset.sensor > 0 then return pass("watched from " .. asset.id) end
    end
    for _, conduit in ipairs(conduits_into(zone)) do
      if (conduit.sensor or 0) > 0 then return pass("watched at conduit " .. conduit.id) end
    end
    return fail("no sensor sees anything in it", "put a sensor on an asset of zone " .. zone.id ..
      " or on a conduit into it (sensor)")
  end,
}

check "device-watched" {
  title = "someone notices when the device is attacked",
  about = "asset",
  takes = { sort = "only assets of this sort (see is_sort)" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the monitoring concept",
  judge = function(asset, with)
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    if asset.sensor > 0 then return pass("has a sensor") end
    return claimed(asset, "monitoring", "monitoring of it", "the monitoring concept")
  end,
}

check "attacks-noticed" {
  title = "the simulated attacks are noticed",
  about = "system",
  needs = { "run" },
  takes = { at_least = "alerts a course of the attack, on average; unstated: 1" },
  gives = { "pass", "fail", "not-assessable" },
  document = "a simulated run (--run FILE.ctrun), or an exercise",
  judge = function(_, with)
    local r = run()
    if not r then return unknown("no simulated run was given (--run)") end
    local seen = string.format("%.1f", r.seen or 0)
    if (r.seen or 0) >= (with.at_least or 1) then
      return pass("a course of the attack is seen " .. seen .. " times on average (" .. r.n .. " replications)")
    end
    return fail("a course of the attack is seen " .. seen .. " times on average (" .. r.n .. " replications)",
      "put sensors where the attack passes (see `trace` and `cuts`)")
  end,
}

check "backed-up" {
  title = "what would be missed can be restored",
  about = "asset",
  takes = { claim = "which claim; unstated: backup", what = "in words", sort = "of which assets; unstated: critical" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the backup plan, and the last restore test",
  judge = function(asset, with)
    if not is_sort(asset, with.sort or "critical") then return skip("no function hangs on it") end
    return claimed(asset, with.claim or "backup", with.what or "a backup", "the backup plan, and the last restore test")
  end,
}

check "run-withstood" {
  title = "the simulated attacks rarely reach their goals",
  about = "system",
  needs = { "run" },
  takes = { at_most = "the chance that is borne; unstated: 0.05" },
  gives = { "pass", "fail", "not-assessable" },
  document = "a simulated run (--run FILE.ctrun)",
  judge = function(_, with)
    local r, most = run(), with.at_most or 0.05
    if not r then return unknown("no simulated run was given (--run)") end
    local worst
    for _, goal in ipairs(r.goals) do
      if goal.success and (not worst or goal.success > worst.success) then worst = goal end
    end
    if not worst then return unknown("the run has no goal to judge by") end
    local chance = string.format("%.0f%%", 100 * worst.success)
    if worst.success <= most then return pass("the likeliest goal is reached in " .. chance .. " of the courses") end
    return fail("goal " .. worst.name .. " is reached in " .. chance .. " of the courses",
      "make goal " .. worst.name .. " harder (see `cuts`)")
  end,
}

check "fail-safe" {
  title = "what drives a process fails to a known state",
  about = "asset",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the safe state of the outputs",
  judge = function(asset)
    if not asset.drives_process then return skip("it drives no process") end
    return claimed(asset, "fail_state", "a known state that its outputs fail to", "the safe state of the outputs")
  end,
}

check "impact-stated" {
  title = "what the loss of a zone would mean is stated",
  about = "zone",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local own = assets(zone)
    if #own == 0 then return skip("nothing stands in it") end
    if #related(zone, "function") > 0 then return pass("functions hang on it: " ..
      listed(map(related(zone, "function"), function(f) return f.id end))) end
    for _, asset in ipairs(own) do
      local c = asset.criticality
      if c.safety or c.availability or c.integrity or c.confidentiality then
        return pass("the criticality of " .. asset.id .. " is stated")
      end
    end
    return fail("nothing says what its loss would mean", "state the criticality of what stands in zone " .. zone.id ..
      ", or the functions that need it")
  end,
}

local floods = { "flood", "deny-service-by-flaw", "block-messages", "jamming" }

check "function-bears-flood" {
  title = "the function goes on while what it needs is flooded",
  about = "function",
  needs = { "attack" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(f)
    local own = assets(f)
    if #own == 0 then return skip("it needs no asset") end
    for _, asset in ipairs(own) do
      local how = deed(asset, floods)
      if how then
        return fail("an attacker of skill " .. how.skill .. " stops " .. asset.id .. " by " .. told(how),
          "guard " .. asset.id .. " against " .. told(how) .. ", or let " .. f.id .. " do without it", { by = how })
      end
    end
    return pass("no attacker of the scenario floods what it needs")
  end,
}

check "flood-contained" {
  title = "a flood does not stop what stands in the zone",
  about = "zone",
  needs = { "attack" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(zone)
    local own = assets(zone)
    if #own == 0 then return skip("nothing stands in it") end
    for _, asset in ipairs(own) do
      local how = deed(asset, floods)
      if how then
        return fail("an attacker of skill " .. how.skill .. " stops " .. asset.id .. " by " .. told(how),
          "keep " .. told(how) .. " out of zone " .. zone.id .. " (limit what its conduits carry)", { by = how })
      end
    end
    return pass("no attacker of the scenario floods it")
  end,
}
