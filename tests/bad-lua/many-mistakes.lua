-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  name    = "A title",
  tactics = "impct",
  from    = reach "s",
  gains   = session("s", "user"),
  time    = 5,
  success = -1,
  noise   = 0.1,
  skill   = "guru",
  via     = { stores "c" },
}
