-- SPDX-License-Identifier: GPL-2.0-or-later
local skilled = attacker.skill == "expert"
