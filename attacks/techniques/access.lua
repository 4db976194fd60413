-- SPDX-License-Identifier: GPL-2.0-or-later
-- Getting accepted by a service: packets arrive, and something makes the service take the sender for
-- one of its users. What a session is then good for is services.lua's matter.

-- A second factor is asked by the service itself or by the door the packets came through.
local function asks_factor(s, controls)
  return s.mfa ~= "none" or controls.mfa ~= "none"
end

local function with_factor(needs, s, c, controls)
  if asks_factor(s, controls) then needs[#needs + 1] = second_factor(c) end
  return needs
end

local function is_typed(c)
  return c.kind == "password" or c.kind == "domain-admin" or c.kind == "service-account"
end

technique "unauthenticated-service" {
  ids     = { it = "TID-310", ot = "TID-310", internet = { it = "TID-310", ot = "T0883" } },
  name    = "Remotely Accessible Unauthenticated Services",
  names   = { internet = { ot = "Internet Accessible Device" } },
  tactics = { "initial-access", "lateral-movement" },
  from    = reach "s",
  when    = function(s)
    if s.auth == "none" then return true end
    return false, "the service asks who is there: " .. s.auth
  end,
  gains   = session("s", "admin"),
  time    = constant "1h", success = 1, noise = 0.1, skill = "novice",
  stops   = { "authentication", "segment" },
  source  = "assumption",
}

technique "default-credentials" {
  ids     = { it = "T1078.001", ot = "T0812" },
  name    = "Default Credentials",
  names   = { it = "Default Accounts" },
  tactics = { "initial-access", "lateral-movement" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c" },
  sees    = { "credential", "controls" },
  also    = function(s, c, controls) return with_factor({}, s, c, controls) end,
  when    = function(s, c)
    if s.auth == "none" then return false, "the service asks nobody who he is" end
    if c.strength == "default" then return true end
    return false, "the password is not the one it was delivered with"
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = constant "1h", success = 1, noise = 0.1, skill = "novice",
  stops   = { "rotate", "mfa", "segment" },
  source  = "assumption",
}

technique "hard-coded-credentials" {
  ids     = { it = "T1552.001", ot = "T0891" },
  name    = "Hardcoded Credentials",
  names   = { it = "Credentials In Files" },
  tactics = { "credential-access", "lateral-movement", "persistence" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c" },
  sees    = { "credential", "controls" },
  also    = function(s, c, controls) return with_factor({}, s, c, controls) end,
  when    = function(s, c)
    if s.auth == "none" then return false, "the service asks nobody who he is" end
    if c.strength == "hardcoded" then return true end
    return false, "the credential is not built into the product"
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = constant "4h", success = 1, noise = 0.1, skill = "intermediate",
  stops   = { "patch", "segment" },
  source  = "assumption",
}

technique "valid-accounts" {
  ids     = { it = "T1078", ot = "T0859" },
  name    = "Valid Accounts",
  tactics = { "initial-access", "persistence", "lateral-movement" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c" },
  sees    = { "credential", "controls" },
  also    = function(s, c, controls) return with_factor({ holds(c) }, s, c, controls) end,
  when    = function(s, c)
    if s.auth == "none" then return false, "the service asks nobody who he is" end
    if c.kind == "signing-key" or c.kind == "token-signing" then
      return false, "a " .. c.kind .. " key signs, it does not log in"
    end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = constant "1h", success = 0.95, noise = 0.05, skill = "novice",
  stops   = { "rotate", "mfa", "segment", "least-privilege" },
  source  = "assumption",
}

technique "brute-force" {
  ids     = { it = "T1110", ot = "T0859" },
  name    = "Brute Force",
  names   = { ot = "Valid Accounts" },
  tactics = { "credential-access" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c" },
  sees    = { "credential", "controls" },
  also    = function(s, c, controls) return with_factor({}, s, c, controls) end,
  when    = function(s, c)
    if s.auth == "none" then return false, "the service asks nobody who he is" end
    if c.strength ~= "weak" then return false, "the secret is not one that can be guessed" end
    if s.asset.security.lockout then return false, "the account locks after failed attempts" end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = easy(2), success = 0.5, noise = 0.7, skill = "novice",
  stops   = { "lockout", "mfa", "rotate" },
  source  = "time: MAL's easy, twice; success and noise: assumption",
}

-- Where Windows takes the hash of a password, or a ticket, in place of the password.
local hash_ports = {
  ["tcp/135"] = true, ["tcp/389"] = true, ["tcp/445"] = true, ["tcp/636"] = true,
  ["tcp/1433"] = true, ["tcp/5985"] = true, ["tcp/5986"] = true,
}

technique "pass-the-hash" {
  ids     = { it = "T1550.002" },
  name    = "Pass the Hash",
  tactics = { "lateral-movement", "defense-evasion" },
  from    = reach "s",
  via     = { accepts "c", account_of "p", uses "a" },
  also    = { exec("a", "admin") },
  sees    = { "credential" },
  when    = function(s, c, _, a)
    if not hash_ports[s.port] then return false end -- another kind of service: no near miss
    if s.auth ~= "password" then return false, "no password is asked, nor what stands for one" end
    if c.kind ~= "password" and c.kind ~= "domain-admin" then
      return false, "no hash of it lies in a machine's memory: " .. c.kind
    end
    if s.mfa ~= "none" then return false, "a second factor is asked as well" end
    if a.security.credential_guard then return false, "logons are kept out of the system's reach" end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = constant "1h", success = 0.9, noise = 0.1, skill = "intermediate",
  stops   = { "credential-guard", "tiering", "least-privilege" },
  note    = "Tickets (T1550.003) are passed in the same way.",
  source  = "assumption",
}

technique "forged-token" {
  ids     = { it = "T1606.002" },
  name    = "SAML Tokens",
  tactics = { "credential-access" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c" },
  sees    = { "credential" },
  also    = { holds "c" },
  when    = function(_, c)
    if c.kind == "token-signing" then return true end
    return false, "the credential does not sign tokens"
  end,
  gains   = session("s", "admin"),
  time    = constant "4h", success = 0.9, noise = 0.1, skill = "expert",
  stops   = { "hsm", "rotate" },
  note    = "A forged token states that the second factor was given, so none is asked.",
  source  = "assumption",
}

technique "stolen-web-session" {
  ids     = { it = "T1539" },
  name    = "Steal Web Session Cookie",
  tactics = { "credential-access" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c", account_of "p", uses "a" },
  also    = { exec("a", "user") },
  sees    = { "credential" },
  when    = function(s, c)
    if s.auth == "none" then return false, "the service asks nobody who he is" end
    if not contains(s.gives, "app") then return false, "the service keeps no web session" end
    if s.session_binding then return false, "its sessions are bound to the machine they began on" end
    if c.kind == "signing-key" or c.kind == "token-signing" then
      return false, "nobody logs in with a " .. c.kind .. " key"
    end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = wait "1d", success = 0.8, noise = 0.1, skill = "intermediate",
  stops   = { "session-binding", "edr" },
  note    = "The cookie proves a log-in that already gave its second factor.",
  source  = "assumption",
}

technique "factor-fatigue" {
  ids     = { it = "T1621" },
  name    = "Multi-Factor Authentication Request Generation",
  tactics = { "credential-access" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c", account_of "p" },
  also    = { holds "c" },
  sees    = { "credential", "controls", "person" },
  when    = function(s, c, _, controls)
    if not is_typed(c) then return false, "nobody types a " .. c.kind .. " into a page" end
    if s.mfa ~= "push" and controls.mfa ~= "push" then
      return false, "no second factor is asked that a tap on a telephone gives"
    end
    if s.mfa == "otp" or s.mfa == "phishing-resistant" or controls.mfa == "otp"
       or controls.mfa == "phishing-resistant" then
      return false, "a stronger factor is asked as well"
    end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = wait "1d", success = function(_, _, p) return math.max(0.01, 1 - (p.trained or 0)) end,
  noise   = 0.3, skill = "beginner",
  stops   = { "stronger-mfa", "training" },
  source  = "assumption",
}

technique "factor-interception" {
  ids     = { it = "T1111" },
  name    = "Multi-Factor Authentication Interception",
  tactics = { "credential-access" },
  from    = any_of { reach "s", gated "s" },
  via     = { accepts "c", account_of "p" },
  also    = { contact "p" },
  sees    = { "credential", "controls", "person" },
  when    = function(s, c, _, controls)
    if not is_typed(c) then return false, "nobody types a " .. c.kind .. " into a page" end
    if not asks_factor(s, controls) then return false, "no second factor is asked" end
    if s.mfa == "phishing-resistant" or controls.mfa == "phishing-resistant" then
      return false, "the second factor is bound to the true page"
    end
    return true
  end,
  gains   = function(s, c) return session(s, c.privilege) end,
  time    = wait "1d", success = function(_, _, p) return math.max(0.01, 0.3 * (1 - (p.trained or 0))) end,
  noise   = 0.3, skill = "intermediate",
  stops   = { "phishing-resistant-mfa", "training" },
  note    = "A false login page hands on name, password and factor while they are fresh.",
  source  = "assumption",
}

technique "ride-operator-connection" {
  ids     = { ot = "T0823" },
  name    = "Graphical User Interface",
  tactics = { "execution", "lateral-movement" },
  from    = exec("a", "user"),
  via     = { talks_to "s" },
  also    = { any_of { reach "s", gated "s" } },
  when    = function(_, s)
    if contains(s.gives, "control") then return true end
    return false, "the connection commands nothing"
  end,
  gains   = session("s", "user"),
  time    = constant "4h", success = 0.95, noise = 0.05, skill = "beginner",
  stops   = { "command-approval", "edr" },
  note    = "What the operator may do from this machine, one who sits on it may do as well.",
  source  = "assumption",
}

technique "adversary-in-the-middle" {
  ids     = { it = "T1557", ot = "T0830" },
  name    = "Adversary-in-the-Middle",
  tactics = { "credential-access", "collection" },
  from    = presence "n",
  via     = { carries "f", targets "s", talks_from("a", "f") },
  when    = function(n, _, s)
    if s.encrypted then return false, "the connection is encrypted" end
    if n.port_security then return false, "the network refuses forged neighbours" end
    if n.isolated then return false, "the network does not carry between its hosts" end
    return true
  end,
  gains   = { session("s", "user"), spoofs "a" },
  time    = easy(), success = 0.6, noise = 0.3, skill = "intermediate",
  fans_out = true, -- one who is in the middle of a flow is between all of its ends there
  stops   = { "encrypt", "segment", "port-security" },
  source  = "time: MAL's easy; success and noise: assumption",
}
