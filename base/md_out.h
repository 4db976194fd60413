/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text that stays text in Markdown (CommonMark, and what GitHub and GitLab add to it): no markup,
 * no HTML, no link, no end of a table's cell, nobody mentioned and no issue referred to. For
 * mentions and references a zero-width space stands between '@', '#', '!', '~', '%', '&' or '$' and
 * a name or number, as those are looked for after Markdown. What does not print is '?', a line feed
 * a blank.
 */
#pragma once

#include "base/out.h"

char *ct_md_text(const char *text); /* free with g_free() */
void ct_md_put(CtOut *out, const char *text);

/* A table's header line and the line below; then a row each. NULL-terminated, all escaped. */
void ct_md_head(CtOut *out, const char *const *headers);
void ct_md_row(CtOut *out, const char *const *cells, unsigned n);
