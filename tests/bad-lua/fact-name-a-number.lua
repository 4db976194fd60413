-- SPDX-License-Identifier: GPL-2.0-or-later
fact(12) { of = "asset" }
