-- SPDX-License-Identifier: GPL-2.0-or-later
fact "armed" { of = { "site", "asset" } }
technique "t" {
  ids     = { it = "T1" },
  name    = "A title",
  tactics = "impact",
  from    = armed "x",
  gains   = armed "x",
  time    = "1h",
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
