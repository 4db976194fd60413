/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/text_wrap.h"

#include "base/text.h"
#include "base/text_table.h"

#include <string.h>

static unsigned
columns_of(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

static unsigned
columns_of_bytes(const char *text, size_t length)
{
    unsigned columns = 0;
    size_t size;

    for (size_t i = 0; i < length; i += size) {
        gunichar character = ct_text_next(text + i, length - i, &size);

        columns += character == (gunichar)-1 ? 1 : columns_of(character);
    }
    return columns;
}

unsigned
ct_text_columns(const char *text)
{
    return columns_of_bytes(text, strlen(text));
}

char *
ct_text_wrap_clean(const char *text)
{
    size_t length = strlen(text), size;
    GString *clean = g_string_sized_new(length);

    for (size_t i = 0; i < length; i += size) {
        gunichar character = ct_text_next(text + i, length - i, &size);

        if (character == '\n')
            g_string_append_c(clean, '\n');
        else
            ct_text_append_printable(clean, character);
    }
    return g_string_free(clean, FALSE);
}

/* As much of a word as fits in @width columns with the '…' that ends it. */
static void
append_cut_word(GString *line, const char *word, size_t length, unsigned width)
{
    unsigned columns = 1;
    size_t i = 0, size;

    while (i < length) {
        unsigned next = columns_of(ct_text_next(word + i, length - i, &size));

        if (columns + next > width)
            break;
        columns += next;
        i += size;
    }
    g_string_append_len(line, word, (gssize)i);
    g_string_append(line, "…");
}

/* Breaks one paragraph, @length bytes without line breaks. */
static void
wrap_paragraph(const char *text, size_t length, unsigned width, GPtrArray *lines)
{
    GString *line = g_string_new(NULL);
    unsigned columns = 0;

    if (columns_of_bytes(text, length) <= width) {
        g_string_append_len(line, text, (gssize)length);
        g_ptr_array_add(lines, g_string_free(line, FALSE));
        return;
    }
    for (size_t i = 0; i < length;) {
        const char *space;
        size_t n;
        unsigned wide;

        if (text[i] == ' ') {
            i++;
            continue;
        }
        space = memchr(text + i, ' ', length - i);
        n = space == NULL ? length - i : (size_t)(space - text) - i;
        wide = columns_of_bytes(text + i, n);
        if (columns > 0 && columns + 1 + wide > width) {
            g_ptr_array_add(lines, g_string_free(line, FALSE));
            line = g_string_new(NULL);
            columns = 0;
        }
        if (columns > 0)
            g_string_append_c(line, ' ');
        if (wide <= width)
            g_string_append_len(line, text + i, (gssize)n);
        else
            append_cut_word(line, text + i, n, width);
        columns += (columns > 0) + MIN(wide, width);
        i += n;
    }
    g_ptr_array_add(lines, g_string_free(line, FALSE));
}

char **
ct_text_wrap_lines(const char *text, unsigned width)
{
    GPtrArray *lines = g_ptr_array_new();

    for (;;) {
        const char *end = strchr(text, '\n');

        wrap_paragraph(text, end == NULL ? strlen(text) : (size_t)(end - text), width, lines);
        if (end == NULL)
            break;
        text = end + 1;
    }
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}
