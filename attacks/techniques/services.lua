-- SPDX-License-Identifier: GPL-2.0-or-later
-- Using an accepted session: what a service gives to one it takes for its user.

local function gives(s, word, without)
  if contains(s.gives, word) then return true end
  return false, without
end

for _, level in ipairs { "user", "admin" } do
  technique("remote-services-" .. level) {
    ids     = { it = "T1021", ot = "T0886" },
    name    = "Remote Services",
    tactics = { "lateral-movement" },
    from    = session("s", level),
    when    = function(s) return gives(s, "shell", "the service gives no shell") end,
    gains   = function(s) return exec(s.asset, level) end,
    time    = constant "1h", success = 0.95, noise = 0.1, skill = "novice",
    stops   = { "segment", "least-privilege", "edr" },
    source  = "assumption",
  }
end

technique "external-remote-services" {
  ids     = { it = "T1133", ot = "T0822" },
  name    = "External Remote Services",
  tactics = { "initial-access", "persistence" },
  from    = session("s", "user"),
  via     = { into "n" },
  when    = function(s) return gives(s, "network", "the service puts nobody on a network") end,
  gains   = located "n",
  time    = constant "1h", success = 1, noise = 0.05, skill = "novice",
  stops   = { "mfa", "landing-zone", "segment" },
  source  = "assumption",
}

technique "unauthorized-command" {
  ids     = { ot = "T0855" },
  name    = "Unauthorized Command Message",
  tactics = { "impair-process-control" },
  from    = session("s", "user"),
  also    = function(s)
    if s.needs ~= nil then return { condition(s.needs) } end
    return nil
  end,
  when    = function(s) return gives(s, "control", "the service takes no commands") end,
  gains   = function(s) return controls(s.asset) end,
  time    = constant "4h", success = 0.9, noise = 0.3, skill = "intermediate",
  stops   = { "command-authentication", "deep-inspection" },
  source  = "assumption",
}

technique "modify-parameter" {
  ids     = { ot = "T0836" },
  name    = "Modify Parameter",
  tactics = { "impair-process-control" },
  from    = session("s", "user"),
  also    = function(s)
    if s.needs ~= nil then return { condition(s.needs) } end
    return nil
  end,
  when    = function(s) return gives(s, "parameters", "the service takes no parameters") end,
  gains   = function(s) return controls(s.asset) end,
  time    = constant "4h", success = 0.9, noise = 0.3, skill = "intermediate",
  stops   = { "command-authentication", "deep-inspection", "limits" },
  source  = "assumption",
}

technique "program-download" {
  ids     = { ot = "T0843" },
  name    = "Program Download",
  tactics = { "lateral-movement", "persistence" },
  from    = session("s", "user"),
  when    = function(s)
    if not contains(s.gives, "program") then return false, "the service takes no program" end
    if s.asset.security.mode_switch == "run" then
      return false, "the key switch stands at run: no program is taken"
    end
    if s.asset.security.logic_signed then return false, "only signed logic is taken" end
    return true
  end,
  gains   = function(s) return { exec(s.asset, "user"), controls(s.asset) } end,
  time    = hard(0.2), success = 0.8, noise = 0.3, skill = "intermediate",
  stops   = { "key-switch", "logic-signing", "segment" },
  note    = "T0889, Modify Program, is what the downloaded program does from then on.",
  source  = "time: a fifth of MAL's hard; success and noise: assumption",
}

technique "unsigned-firmware" {
  ids     = { it = "T1542.001", ot = "T0857" },
  name    = "System Firmware",
  tactics = { "persistence", "defense-evasion" },
  from    = session("s", "admin"),
  when    = function(s)
    if not contains(s.gives, "firmware") then return false, "the service takes no firmware" end
    if s.asset.security.update_signed then return false, "the device takes signed firmware only" end
    return true
  end,
  gains   = function(s) return exec(s.asset, "admin") end,
  time    = hard(0.3), success = 0.7, noise = 0.3, skill = "expert",
  stops   = { "sign", "secure-boot" },
  note    = "EMB3D TID-211, Device Allows Unauthenticated Firmware Installation.",
  source  = "time: three tenths of MAL's hard; success and noise: assumption",
}

technique "signed-firmware" {
  ids     = { it = "T1553.002", ot = "T0857" },
  name    = "Code Signing",
  names   = { ot = "System Firmware" },
  tactics = { "defense-evasion", "persistence" },
  from    = session("s", "admin"),
  also    = function(s)
    local key = s.asset.security.firmware_key
    if key == nil then return { unsatisfiable "no key that signs its firmware is modelled" } end
    return { any_of { holds(key), signs(key) } }
  end,
  when    = function(s)
    if not contains(s.gives, "firmware") then return false, "the service takes no firmware" end
    if not s.asset.security.update_signed then return false, "the device checks no signature" end
    return true
  end,
  gains   = function(s) return exec(s.asset, "admin") end,
  time    = hard(0.3), success = 0.7, noise = 0.05, skill = "expert",
  stops   = { "hsm", "rotate", "unique-keys" },
  source  = "time: three tenths of MAL's hard; success and noise: assumption",
}

technique "downgrade" {
  ids     = { it = "TID-216", ot = "TID-216" },
  name    = "Firmware Update Rollbacks Allowed",
  tactics = { "defense-evasion", "persistence" },
  from    = session("s", "admin"),
  via     = { listens_on "a", mended "v" },
  when    = function(s, a, v)
    if not contains(s.gives, "firmware") then return false, "the service takes no firmware" end
    return returns_with_older_release(a, v)
  end,
  gains   = function(_, a, v) return exec(a, v.gains == "user" and "user" or "admin") end,
  prepare = { time = function(_, _, v) return exploit_development(v) end, per = "vulnerability" },
  works   = { p = function(_, _, v) return exploit_works(v) end, per = "vulnerability" },
  time    = easy(2), success = 0.7, noise = 0.3, skill = "intermediate",
  stops   = { "anti-rollback" },
  note    = "A release that its maker signed, with a flaw that later ones do not have.",
  source  = "time: MAL's easy, twice; success and noise: assumption; works: EPSS and KEV",
}

technique "console-commands-guest" {
  ids     = { it = "T1651" },
  name    = "Cloud Administration Command",
  tactics = { "execution" },
  from    = session("s", "admin"),
  via     = { listens_on "h", hosts "a" },
  when    = function(s) return gives(s, "manage", "the service does not manage what runs on it") end,
  gains   = exec("a", "admin"),
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "intermediate",
  stops   = { "least-privilege", "mfa", "encrypt-guests" },
  note    = "The console of a cloud or a hypervisor (T1675): commands, images, consoles of guests.",
  source  = "assumption",
}

technique "restart-or-shutdown" {
  ids     = { it = "T1529", ot = "T0816" },
  name    = "Device Restart/Shutdown",
  names   = { it = "System Shutdown/Reboot" },
  tactics = { "impact", "inhibit-response-function" },
  from    = session("s", "admin"),
  when    = function(s) return gives(s, "manage", "the service does not manage the device") end,
  gains   = function(s) return halted(s.asset) end,
  time    = now, success = 1, noise = 0.7, skill = "novice",
  stops   = { "least-privilege" },
  source  = "assumption",
}

technique "data-from-repositories" {
  ids     = { it = "T1213", ot = "T0811" },
  name    = "Data from Information Repositories",
  tactics = { "collection" },
  from    = session("s", "user"),
  via     = { serves "d" },
  gains   = reads "d",
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "novice",
  stops   = { "least-privilege", "data-loss-prevention" },
  source  = "assumption",
}

technique "alter-served-data" {
  ids     = { it = "T1565.001" },
  name    = "Stored Data Manipulation",
  tactics = { "impact" },
  from    = session("s", "user"),
  via     = { serves "d" },
  when    = function(s, d)
    if not contains(s.gives, "files") then return false, "the service gives no files" end
    if not d.writable then return false, "the data cannot be written" end
    return true
  end,
  gains   = alters "d",
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "integrity", "least-privilege" },
  source  = "assumption",
}
