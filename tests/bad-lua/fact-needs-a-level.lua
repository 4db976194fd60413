-- SPDX-License-Identifier: GPL-2.0-or-later
fact "armed" { of = "asset", levels = { "user", "admin" } }
technique "t" {
  ids     = { it = "T1" },
  name    = "A title",
  tactics = "impact",
  from    = touches("a", "asset"),
  gains   = armed "a",
  time    = "1h",
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
