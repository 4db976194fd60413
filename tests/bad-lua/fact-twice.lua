-- SPDX-License-Identifier: GPL-2.0-or-later
fact "armed" { of = "asset" }
fact "loaded" { of = "asset" }
fact "armed" { of = "asset" }
