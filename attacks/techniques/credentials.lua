-- SPDX-License-Identifier: GPL-2.0-or-later
-- Credentials: secrets kept on machines, issued by them, or seen on the wire.

technique "credentials-in-files" {
  ids     = { it = "T1552.001" },
  name    = "Credentials In Files",
  tactics = { "credential-access" },
  from    = exec("a", "user"),
  via     = { stores "c" },
  sees    = { "credential" },
  when    = function(_, c)
    if c.protected == "user" then return true end
    return false, "the secret is out of a user's reach: " .. c.protected
  end,
  gains   = holds "c",
  time    = constant "1h", success = 0.95, noise = 0.05, skill = "novice",
  stops   = { "vault" },
  source  = "assumption",
}

technique "credential-dumping" {
  ids     = { it = "T1003" },
  name    = "OS Credential Dumping",
  tactics = { "credential-access" },
  from    = exec("a", "admin"),
  via     = { stores "c" },
  sees    = { "credential" },
  when    = function(_, c)
    if c.protected == "hardware" then return false, "the secret never leaves its hardware" end
    if c.protected == "user" then return false, "the secret lies open to any user" end
    return true
  end,
  gains   = holds "c",
  time    = constant "1h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "hsm", "vault" },
  note    = "Private keys (T1552.004) fall the same way.",
  source  = "assumption",
}

technique "directory-replication" {
  ids     = { it = "T1003.006" },
  name    = "DCSync",
  tactics = { "credential-access" },
  from    = exec("a", "admin"),
  via     = { issues "c" },
  sees    = { "credential" },
  when    = function(_, c)
    if c.protected == "hardware" then return false, "the secret never leaves its hardware" end
    return true
  end,
  gains   = holds "c",
  time    = constant "4h", success = 0.95, noise = 0.3, skill = "intermediate",
  stops   = { "tiering" },
  source  = "assumption",
}

technique "new-cloud-credential" {
  ids     = { it = "T1098.001" },
  name    = "Additional Cloud Credentials",
  tactics = { "persistence", "privilege-escalation" },
  from    = session("s", "admin"),
  via     = { listens_on "a", issues "c" },
  sees    = { "credential" },
  when    = function(s, a, c)
    if a.kind ~= "cloud" and a.kind ~= "directory" then return false end
    if not contains(s.gives, "manage") and not contains(s.gives, "app") then
      return false, "accounts are not managed through the service"
    end
    if c.protected == "hardware" then return false, "the secret never leaves its hardware" end
    return true
  end,
  gains   = holds "c",
  time    = constant "1h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "least-privilege", "conditional-access" },
  note    = "Its administrator gives himself another secret of the same account.",
  source  = "assumption",
}

technique "service-ticket-cracked" {
  ids     = { it = "T1558.003" },
  name    = "Kerberoasting",
  tactics = { "credential-access" },
  from    = session("s", "user"),
  via     = { listens_on "a", issues "c" },
  sees    = { "credential" },
  when    = function(_, a, c)
    if a.kind ~= "directory" or c.kind ~= "service-account" then return false end
    if c.strength ~= "weak" then return false, "the secret is not one that can be guessed" end
    return true
  end,
  gains   = holds "c",
  time    = easy(2), success = 0.6, noise = 0.1, skill = "intermediate",
  stops   = { "strong-secrets", "managed-accounts" },
  source  = "time: MAL's easy, twice; success and noise: assumption",
}

technique "wireless-sniffing" {
  ids     = { it = "T1040", ot = "T0887" },
  name    = "Network Sniffing",
  names   = { ot = "Wireless Sniffing" },
  tactics = { "credential-access", "discovery", "collection" },
  from    = nearby "n",
  via     = { carries "f", targets "s", accepts "c" },
  sees    = { "credential" },
  when    = function(n, _, s, c)
    if not n.is_radio then return false, "the network is no radio" end
    if n.key ~= nil then return false, "what is in the air is encrypted with the network's key" end
    if s.encrypted then return false, "the connection is encrypted" end
    if s.auth ~= "password" then return false, "no password is in the air: " .. s.auth end
    if c.kind ~= "password" and c.kind ~= "domain-admin" and c.kind ~= "service-account" then
      return false, "no password is sent: " .. c.kind
    end
    return true
  end,
  gains   = holds "c",
  time    = wait "3d", success = 0.6, noise = 0.02, skill = "beginner",
  stops   = { "encrypt", "radio-key" },
  source  = "assumption",
}

technique "network-sniffing" {
  ids     = { it = "T1040", ot = "T0842" },
  name    = "Network Sniffing",
  tactics = { "credential-access", "discovery" },
  from    = presence "n",
  via     = { carries "f", targets "s", accepts "c" },
  sees    = { "credential" },
  when    = function(n, _, s, c)
    if n.isolated then return false, "hosts of the network do not see each other's packets" end
    if s.encrypted then return false, "the connection is encrypted" end
    if s.auth ~= "password" then return false, "no password crosses the wire: " .. s.auth end
    if c.kind ~= "password" and c.kind ~= "domain-admin" and c.kind ~= "service-account" then
      return false, "no password crosses the wire: " .. c.kind
    end
    return true
  end,
  gains   = holds "c",
  time    = wait "3d", success = 0.6, noise = 0.02, skill = "beginner",
  stops   = { "encrypt", "segment" },
  source  = "assumption",
}

technique "key-misused-where-it-signs" {
  ids     = { it = "T1553.002" },
  name    = "Code Signing",
  tactics = { "defense-evasion" },
  from    = exec("a", "admin"),
  via     = { stores "c" },
  sees    = { "credential" },
  when    = function(_, c)
    if c.kind ~= "signing-key" then return false, "the credential signs nothing" end
    if c.protected ~= "hardware" then return false, "the key can be taken away instead" end
    return true
  end,
  gains   = signs "c",
  time    = constant "4h", success = 0.9, noise = 0.1, skill = "intermediate",
  stops   = { "offline-signing", "approvals" },
  note    = "A key that signs whatever its machine sends it; one kept off line is stored nowhere.",
  source  = "assumption",
}
