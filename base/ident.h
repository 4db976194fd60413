/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of ids, [A-Za-z0-9][A-Za-z0-9_-]{0,127}, and "did you mean".
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

bool ct_ident_is_valid(const char *text, size_t length);

/* Appends @text without the numbers of instances: "meter[17].web" as "meter[].web". NULL: nothing.
 */
void ct_ident_put_without_numbers(GString *out, const char *text);

/*
 * The candidate nearest to @text by edit distance (optimal string alignment, case folded), if it
 * is near enough to be a slip: at most a third of the longer length, at least 1. Ties go to the
 * first. NULL if none. Cost: length² a candidate, long texts are cut at 64; who asks for every
 * error of a large file asks only for the first few.
 */
const char *ct_ident_nearest(const char *text, const char *const *candidates, size_t n_candidates);
