-- SPDX-License-Identifier: GPL-2.0-or-later
check "hostile" {
  title = "t", about = "asset", gives = { "pass" },
  judge = function() while true do end end,
}
os.execute("true")
