-- SPDX-License-Identifier: GPL-2.0-or-later
fact "hours" { of = "asset" }
