-- SPDX-License-Identifier: GPL-2.0-or-later
fact "mocked" { of = "requirement" }
