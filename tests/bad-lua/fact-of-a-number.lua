-- SPDX-License-Identifier: GPL-2.0-or-later
fact "armed" { of = { "asset", 3 } }
