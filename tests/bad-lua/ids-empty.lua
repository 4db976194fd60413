-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  ids     = {},
  name    = "A title",
  tactics = "impact",
  from    = reach "s",
  gains   = session("s", "user"),
  time    = "1h",
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
