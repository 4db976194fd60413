/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verdicts of one rule by their content.
 */
#pragma once

#include "attacks/guard.h"

#include <glib.h>

/* Whether two verdicts of the same rule say the same, texts included. Cost: their length. */
bool ct_verdict_equal(const CtVerdict *a, const CtVerdict *b);

/* For tables in memory that are never walked: equal verdicts have equal hashes. */
guint ct_verdict_hash(const CtVerdict *verdict);
