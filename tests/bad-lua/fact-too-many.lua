-- SPDX-License-Identifier: GPL-2.0-or-later
for i = 1, 65 do fact("armed_" .. i) { of = "asset" } end
