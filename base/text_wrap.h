/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Breaking text into lines by display columns. Part of text_table.
 */
#pragma once

#include <glib.h>

/* @text made printable, line breaks kept. Free with g_free(). */
char *ct_text_wrap_clean(const char *text);

/*
 * Lines of clean @text no wider than @width ≥ 1, broken at line breaks and spaces; a word that is
 * wider is cut and ends in '…'. At least one line. Free with g_strfreev().
 */
char **ct_text_wrap_lines(const char *text, unsigned width);
