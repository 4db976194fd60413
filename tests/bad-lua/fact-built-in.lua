-- SPDX-License-Identifier: GPL-2.0-or-later
fact "exec" { of = "asset", levels = { "user", "admin" } }
