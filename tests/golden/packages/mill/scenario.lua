-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "outsider" {
  goals = { machine = exec("hmi-1", "admin"), online = located "internet" },
}
attacker "insider" {
  entry = { located "office" },
  goals = { machine = exec("hmi-1", "admin") },
}
