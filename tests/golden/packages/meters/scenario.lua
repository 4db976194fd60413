-- SPDX-License-Identifier: GPL-2.0-or-later
-- The firmware of the meters is tainted a day before the new ones come.
horizon "30d"
attacker "outsider" {
  entry = located "net",
  later = tainted "dial",
  goals = { late = controls "late[1]", plain = controls "plain" },
}

local function say(asset) log(asset .. " is " .. state(asset)) end

at("6d", function()
  say "late[0]"
  give("outsider", tainted "dial")
end)
at("8d", function() say "late[0]" end)
on("acted", function(action, target)
  if action == "refuse" then say(target) end
end)
at("12d", function()
  if admit "late[1]" then say "late[1]" end
end)
