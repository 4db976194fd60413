-- SPDX-License-Identifier: GPL-2.0-or-later
technique "t" {
  ids = { it = "T1" }
  name = "A title",
}
