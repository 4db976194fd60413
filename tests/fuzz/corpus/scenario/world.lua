-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "a" { entry = { located "internet" }, goals = { g = exec("cam[0]", "user") } }
at("1h", function() block "in" log(state "cam[0]") log(random "x") for _, a in ipairs(assets()) do halt(a) resume(a) end unblock "in" end)
