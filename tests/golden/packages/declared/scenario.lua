-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "driver" {
  entry = { located "street" },
  goals = {
    shell = escaped("kiosk-1", "admin"),
    depot = escaped("kiosk-2", "admin"),
  },
  skill = "novice",
}
