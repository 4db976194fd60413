-- SPDX-License-Identifier: GPL-2.0-or-later
local function later() return armed "a" end
later()
fact "armed" { of = "asset" }
