-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  ids     = { it = "T1" },
  name    = "A title",
  tactics = "impact",
  from    = violated "r",
  when    = function(r) return r.id ~= "x" end,
  gains   = violated "r",
  time    = "1h",
  success = 1,
  noise   = 0.1,
  skill   = "novice",
  source  = "assumption",
}
