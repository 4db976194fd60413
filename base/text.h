/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text from elsewhere made harmless for a terminal or a report.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

/*
 * @length bytes at @text (SIZE_MAX for a C string) as valid UTF-8 in which everything that does
 * not print (control characters, terminal escapes, text direction overrides, bytes that are no
 * UTF-8) is '?'. Free with g_free(). Cost: linear.
 */
char *ct_text_printable(const char *text, size_t length);

/* Appends one character, or '?' if it does not print. */
void ct_text_append_printable(GString *text, gunichar character);

/*
 * The character at @text, of which @length > 0 bytes may be read, and how many bytes it takes:
 * (gunichar)-1 and 1 where there is no valid UTF-8.
 */
gunichar ct_text_next(const char *text, size_t length, size_t *ret_size);
