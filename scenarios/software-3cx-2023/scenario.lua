-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who attacks, from where, for what. Nothing below or in the program says how.

attacker "outsider" {
  entry = { located "internet" },
  goals = {
    -- what somebody keeps in his browser, at one customer of many
    stealer   = reads "browser-logins",
    -- what both makers release
    trader    = tainted "x-trader",
    windows   = tainted "desktop-app-win",
    macos     = tainted "desktop-app-mac",
    -- the customers
    customers = impaired "clean-desks",
    -- what must stand
    telephony = tainted "pbx-server",
    key       = holds "phone-code-key",
    careful   = exec("careful-win[0]", "user"),
    frozen    = implant("frozen-win[0]", "user"),
    sources   = alters "sources",
    partners  = operates "reseller-help",
  },
  skill     = "expert",
  knowledge = "all",
  parallel  = "all",
  cost      = "time",
}
