/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How wide a text is, without asking what fonts are installed: what is drawn is a function of the
 * design alone, and the same on every machine. The widths are those of DejaVu Sans, which is wider
 * than most; backends squeeze a text that comes out wider than its place.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Width in pixels of @text at @size pixels to the em. Any bytes; invalid ones count as one wide
 * character each. */
double ct_text_width(const char *text, double size, bool bold);

/*
 * @text for one line of at most @width: valid UTF-8 without control or direction characters, what
 * does not fit cut off behind an ellipsis. NULL where not even one character and the ellipsis fit;
 * @ret_cut says whether something was cut. g_free(). At most 300 characters are ever kept.
 */
char *ct_text_fit(const char *text, double size, bool bold, double width, bool *ret_cut);
