-- SPDX-License-Identifier: GPL-2.0-or-later
-- A kiosk shows one app and nothing else: getting out of it is a state of its own, short of running
-- commands.
fact "escaped" {
  of     = "asset",
  levels = { "user", "admin" },
  means  = "the screen shows more than the app",
}
fact "learnt" { of = { "credential", "zone" }, means = "he has read of it on a service page" }

technique "kiosk-escape" {
  ids     = { it = "CT-80" },
  name    = "Kiosk left by a print dialog",
  tactics = { "execution" },
  from    = reach "s",
  gains   = escaped("s.asset", "user"),
  time    = constant "10min", success = 0.5, noise = 0.05, skill = "novice",
  stops   = { "application-allowlist" },
  source  = "assumption",
}

technique "kiosk-service-page" {
  ids     = { it = "CT-82" },
  name    = "Pin read on a service page",
  tactics = { "credential-access" },
  from    = escaped("a", "user"),
  via     = { issues "c" },
  gains   = function(_, c) return learnt(c) end,
  time    = constant "5min", success = 1, noise = 0.05, skill = "novice",
  stops   = { "vault" },
  source  = "assumption",
}

technique "kiosk-service-menu" {
  ids     = { it = "CT-81" },
  name    = "Service menu opened with the pin",
  tactics = { "privilege-escalation" },
  from    = escaped("a", "user"),
  via     = { issues "c" },
  also    = learnt "c",
  gains   = escaped("a", "admin"),
  time    = constant "1min", success = 1, noise = 0.05, skill = "novice",
  stops   = { "unique secrets" },
  source  = "assumption",
}
