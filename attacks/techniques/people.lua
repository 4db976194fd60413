-- SPDX-License-Identifier: GPL-2.0-or-later
-- People: what they open, what they type, and what they do when they are the attacker.

local function is_typed(c)
  if c.kind == "password" or c.kind == "domain-admin" then return true end
  return false, "nobody types a " .. c.kind
end

technique "spearphishing-attachment" {
  ids     = { it = "T1566.001", ot = "T0865" },
  name    = "Spearphishing Attachment",
  tactics = { "initial-access" },
  from    = contact "p",
  via     = { uses "a" },
  sees    = { "person" },
  when    = function(_, a)
    if not a.reads_mail then return false, "no mail is read on such a machine" end
    if a.security.macros == "blocked" then return false, "macros from outside are blocked" end
    if a.security.application_allowlist then return false, "only listed programs run there" end
    return true
  end,
  gains   = implant("a", "user"),
  time    = wait "1d", success = function(p) return math.max(0.01, 0.3 * (1 - (p.trained or 0))) end,
  noise   = 0.3, skill = "beginner",
  stops   = { "training", "mail-filter", "macros", "application-allowlist" },
  note    = "What runs is an implant: whether somebody commands it is the call-back's question.",
  source  = "assumption",
}

technique "phished-login" {
  ids     = { it = "T1598.003" },
  name    = "Spearphishing Link",
  tactics = { "reconnaissance", "credential-access" },
  from    = contact "p",
  via     = { accounts "c" },
  sees    = { "credential", "person" },
  when    = function(_, c) return is_typed(c) end,
  gains   = holds "c",
  time    = wait "1d", success = function(p) return math.max(0.01, 0.3 * (1 - (p.trained or 0))) end,
  noise   = 0.3, skill = "beginner",
  stops   = { "training", "phishing-resistant-mfa", "web-filter" },
  note    = "A false login page (T1056.003) takes the password; a second factor is not taken.",
  source  = "assumption",
}

technique "internal-spearphishing" {
  ids     = { it = "T1534" },
  name    = "Internal Spearphishing",
  tactics = { "lateral-movement" },
  from    = session("s", "user"),
  via     = { colleagues "p" },
  when    = function(s)
    if contains(s.gives, "mail") then return true end
    return false, "the service sends no mail"
  end,
  gains   = contact "p",
  time    = constant "1h", success = 1, noise = 0.1, skill = "novice",
  stops   = { "training" },
  source  = "assumption",
}

technique "keylogging" {
  ids     = { it = "T1056.001" },
  name    = "Keylogging",
  tactics = { "collection", "credential-access" },
  from    = exec("a", "user"),
  via     = { used_by "p", accounts "c" },
  sees    = { "credential" },
  when    = function(_, _, c) return is_typed(c) end,
  gains   = holds "c",
  time    = wait "2d", success = 0.8, noise = 0.1, skill = "beginner",
  stops   = { "edr", "hardware-key", "privileged-workstation" },
  source  = "assumption",
}

technique "cached-logon" {
  ids     = { it = "T1003.001" },
  name    = "LSASS Memory",
  tactics = { "credential-access" },
  from    = exec("a", "admin"),
  via     = { used_by "p", accounts "c" },
  sees    = { "credential" },
  when    = function(a, _, c)
    if a.security.credential_guard then return false, "logons are kept out of the system's reach" end
    if c.protected == "hardware" then return false, "the secret never leaves its hardware" end
    return true
  end,
  gains   = holds "c",
  time    = constant "4h", success = 0.9, noise = 0.3, skill = "beginner",
  stops   = { "tiering", "credential-guard" },
  source  = "assumption",
}

technique "user-readmits-device" {
  ids     = { ot = "T0863" },
  name    = "User Execution",
  tactics = { "execution" },
  from    = implant("a", "admin"),
  via     = { used_by "p" },
  sees    = { "person" },
  when    = function(a, p)
    if a.security.onboarding ~= "user" then
      return false, "nobody but an attested procedure admits the device again"
    end
    if not p.repairs then return false, "these people repair nothing themselves" end
    return true
  end,
  gains   = exec("a", "admin"),
  time    = wait "1d", success = 0.5, noise = 0.1, skill = "intermediate",
  stops   = { "attested-onboarding", "training" },
  source  = "assumption",
}

technique "insider-at-work" {
  ids     = { it = "CT-02", ot = "CT-02" },
  name    = "Insider at the machine",
  tactics = { "initial-access" },
  from    = people "p",
  via     = { uses "a" },
  gains   = exec("a", "user"),
  time    = now, success = 1, noise = 0.02, skill = "novice",
  stops   = { "two-person", "least-privilege" },
  note    = "Entry only: no technique makes a person act for the attacker.",
  source  = "assumption",
}

technique "insider-accounts" {
  ids     = { it = "CT-02", ot = "CT-02" },
  name    = "Insider's own accounts",
  tactics = { "initial-access" },
  from    = people "p",
  via     = { accounts "c" },
  gains   = holds "c",
  time    = now, success = 1, noise = 0.02, skill = "novice",
  stops   = { "two-person", "least-privilege" },
  note    = "Entry only: no technique makes a person act for the attacker.",
  source  = "assumption",
}
