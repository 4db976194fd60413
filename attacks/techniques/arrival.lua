-- SPDX-License-Identifier: GPL-2.0-or-later
-- Code that arrives without a connection, and how it comes to be commanded.

for _, level in ipairs { "user", "admin" } do
  technique("call-back-" .. level) {
    ids     = { it = "T1071", ot = "T0869" },
    name    = "Application Layer Protocol",
    names   = { ot = "Standard Application Layer Protocol" },
    tactics = { "command-and-control" },
    from    = implant("a", level),
    via     = { attached_to "n" },
    also    = { out "n" },
    gains   = exec("a", level),
    time    = constant "1h", success = 0.95, noise = 0.1, skill = "beginner",
    stops   = { "egress", "proxy", "sensor" },
    source  = "assumption",
  }

  technique("acts-alone-" .. level) {
    ids     = { it = "CT-01", ot = "CT-01" },
    name    = "Code that needs no command",
    tactics = { "execution" },
    from    = implant("a", level),
    when    = function()
      if attacker.autonomous then return true end
      return false, "the attacker's code waits for commands"
    end,
    gains   = exec("a", level),
    time    = now, success = 1, noise = 0.05, skill = "expert",
    stops   = { "application-allowlist" },
    source  = "assumption",
  }
end

technique "removable-media" {
  ids     = { it = "T1091", ot = "T0847" },
  name    = "Replication Through Removable Media",
  tactics = { "initial-access", "lateral-movement" },
  from    = presence "n",
  via     = { plugged "a" },
  when    = function(_, a)
    if a.security.removable_media == "blocked" then return false, "removable media are blocked" end
    return true
  end,
  gains   = function(_, a) return implant(a, a.security.media_runs_as) end,
  time    = wait "3d", success = 0.6, noise = 0.1, skill = "intermediate",
  stops   = { "media-control", "kiosk" },
  source  = "assumption",
}

technique "transient-asset" {
  ids     = { ot = "T0864" },
  name    = "Transient Cyber Asset",
  tactics = { "initial-access" },
  from    = exec("a", "user"),
  via     = { roams "n" },
  when    = function(_, n)
    if n.nac then return false, "the network admits registered devices only" end
    return true
  end,
  gains   = located "n",
  time    = wait "7d", success = 0.9, noise = 0.02, skill = "beginner",
  stops   = { "network-access-control", "kiosk" },
  source  = "assumption",
}

technique "tainted-shared-content" {
  ids     = { it = "T1080", ot = "T0873" },
  name    = "Taint Shared Content",
  names   = { ot = "Project File Infection" },
  tactics = { "lateral-movement", "persistence" },
  from    = alters "d",
  via     = { opened_by "a" },
  also    = function(d) return { signed(d) } end,
  when    = function(_, a)
    if a.security.application_allowlist then return false, "only listed programs run there" end
    return true
  end,
  gains   = function(d, a) return implant(a, d.opened_as) end,
  time    = wait "3d", success = 0.7, noise = 0.1, skill = "intermediate",
  stops   = { "sign", "integrity", "application-allowlist" },
  source  = "assumption",
}

technique "content-injection" {
  ids     = { it = "T1659" },
  name    = "Content Injection",
  tactics = { "initial-access", "command-and-control" },
  from    = presence "n",
  via     = { attached "a", runs "p", updated_by "ch" },
  when    = function(n, a, _, ch)
    if n.is_carried then return false, "no update is fetched over it" end
    if ch.encrypted then return false, "the update is fetched over an encrypted connection" end
    if ch.signed then return false, "the update is signed" end
    if a.updates == "never" then return false, "the asset takes no updates" end
    return true
  end,
  gains   = implant("a", "admin"),
  time    = easy(2), success = 0.6, noise = 0.1, skill = "intermediate",
  stops   = { "sign", "encrypt" },
  source  = "time: MAL's easy, twice; success and noise: assumption",
}
