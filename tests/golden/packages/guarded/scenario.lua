-- SPDX-License-Identifier: GPL-2.0-or-later
-- A pump hall that is patched in time, and two tiers who look at alerts.
horizon "120d"

attacker "outsider" {
  goals = { old = controls "old" },
  starts = "3d",
}

defender "soc" {
  analysts = 3,
  triage = exponential { mean = "20min" },
  dismisses = 0.9,
  recognises = 0.9,
  experts = 2,
  examines = exponential { mean = "2h" },
  false_alarms = "5/d",
  playbook = { { act = { "isolate", "restore", "reconnect" }, takes = "4h" } },
}

variant("patches sooner", function() set("suppliers.maker.patch_after", "10d") end)
