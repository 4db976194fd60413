-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "outsider" {
  entry = { located "internet" },
  goals = {
    bottles = controls "plc-1",
    firmware = exec("plc-1", "admin"),
  },
  skill = "intermediate",
}
