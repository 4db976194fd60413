-- SPDX-License-Identifier: GPL-2.0-or-later
horizon "30d"
attacker "worm" {
  entry = { exec("eye[0]", "admin") },
  goals = { last = exec("eye[199]", "user") },
  spread = 2,
}
