/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

gunichar
ct_text_next(const char *text, size_t length, size_t *ret_size)
{
    unsigned char first = (unsigned char)*text;
    gunichar character;

    *ret_size = 1;
    if (first < 0x80)
        return first;
    character = g_utf8_get_char_validated(text, (gssize)MIN(length, 6));
    if (character == (gunichar)-1 || character == (gunichar)-2)
        return (gunichar)-1;
    *ret_size = (size_t)(g_utf8_next_char(text) - text);
    return character;
}

void
ct_text_append_printable(GString *text, gunichar character)
{
    if (character == (gunichar)-1 || !g_unichar_isprint(character))
        g_string_append_c(text, '?');
    else
        g_string_append_unichar(text, character);
}

char *
ct_text_printable(const char *text, size_t length)
{
    GString *printable;
    size_t size;

    if (length == SIZE_MAX)
        length = strlen(text);
    printable = g_string_sized_new(length);
    for (size_t i = 0; i < length; i += size)
        ct_text_append_printable(printable, ct_text_next(text + i, length - i, &size));
    return g_string_free(printable, FALSE);
}
