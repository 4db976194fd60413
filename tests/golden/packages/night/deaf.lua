-- SPDX-License-Identifier: GPL-2.0-or-later
-- Somebody waits for alerts, and nothing raises any until a variant sees to it.
name "A night without sensors"
horizon "30d"

attacker "outsider" { entry = { located "internet" }, goals = { bottles = controls "plc-1" } }

defender "guard" { playbook = { { act = { "isolate" } } } }

variant("with a sensor", function() set("assets.plc-1.sensor", 0.5) end)
