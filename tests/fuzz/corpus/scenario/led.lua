-- SPDX-License-Identifier: GPL-2.0-or-later
attacker "a" { entry = { located "internet" }, goals = { g = exec("cam[0]", "user") }, strategy = function(me) while true do local o = me:options()[1] if o then me:attempt(o) else me:wait() end end end }
