-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  ids     = { it = "T1" },
  name    = "A title",
  tactics = "impact",
  from    = reach "s",
  gains   = session("s", "user"),
  time    = truncated_normal { mean = "1h", sd = "1min", low = "3h" },
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
