-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "a" { entry = { located "internet" }, goals = { g = exec("cam[0]", "user") } }
variant("v", function() set("conduits.in.transit", true) attacker "a" { skill = "novice" } end)
at("0s", function() error {} end)
