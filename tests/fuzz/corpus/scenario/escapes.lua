-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "a" { entry = { located "internet" }, goals = { g = exec("cam[0]", "user") } }
at("1s", function() pcall(function() while true do end end) end)
spawn(function() table.sort({ 2, 1, 3 }, function() wait "1s" end) end)
local e = _ENV["iso" .. "late"]
at("2s", function() e "cam" end)
