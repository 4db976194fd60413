-- SPDX-License-Identifier: GPL-2.0-or-later
check "door-names" {
  title = "doors have telling names",
  about = "conduit",
  takes = { words = "names that tell nothing" },
  gives = { "pass", "fail" },
  judge = function(conduit, with)
    if not contains(with.words, conduit.id) then return pass("a telling name") end
    return fail("'" .. conduit.id .. "' tells nothing", "give conduit " .. conduit.id .. " a telling name")
  end,
}
