-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "a" { entry = { located "internet" }, goals = { g = exec("cam[0]", "user") } }
local n = 0
every("1h", function() n = n + 1 log(n) return n < 9 end)
on("gained", function(f, who) log(f .. who) end)
on("compromised", function(a) spawn(function() wait "1h" isolate(a) restore(a) reconnect(a) end) end)
