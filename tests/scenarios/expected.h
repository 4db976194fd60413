/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An attack history held against its topology. A file of expectations says from where (`entry`),
 * for what (`goals`: `fact`, `reachable`, `hops`, `techniques_in_order`, `never_through`) and which
 * single changes must end which goal (`negative_controls`: `patch`, `expect`, `entry`).
 */
#pragma once

#include "analysis/findings.h"

/*
 * Checks @expectations against the package or topology at @package with CUnit assertions, each
 * naming its goal and control. Paths are the ten best by @cost.
 */
void ct_expected_check(const char *package, const char *expectations, CtCost cost);
