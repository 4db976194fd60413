-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  ids     = { it = "T1" },
  name    = "A title",
  tactics = "impact",
  from    = reach "s",
  gains   = session("s", "user"),
  time    = weibull("1h", 2),
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
