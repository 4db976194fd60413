/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/diag_line.h"

#include "base/text.h"

#include <string.h>

#define WIDEST 96        /* characters of a line that are shown */
#define BEFORE_CARET 60u /* of these before the caret, where the line is longer */
#define INDENT "  "

/* How many bytes of line break stand at @at; YAML's breaks, as libyaml counts them. */
static size_t
break_size(const char *at, size_t length)
{
    switch (*at) {
    case '\n':
        return 1;
    case '\r':
        return length > 1 && at[1] == '\n' ? 2 : 1;
    case '\xC2': /* U+0085 */
        return length > 1 && at[1] == '\x85' ? 2 : 0;
    case '\xE2': /* U+2028, U+2029 */
        return length > 2 && at[1] == '\x80' && (at[2] == '\xA8' || at[2] == '\xA9') ? 3 : 0;
    default:
        return 0;
    }
}

/* From @start to the end of its line; @ret_next is where the next line begins. */
static size_t
line_length(const CtDiagLines *lines, size_t start, size_t *ret_next)
{
    for (size_t i = start; i < lines->length; i++) {
        size_t size = break_size(lines->text + i, lines->length - i);

        if (size > 0) {
            *ret_next = i + size;
            return i - start;
        }
    }
    *ret_next = lines->length;
    return lines->length - start;
}

/* Characters [from, to) of the line: printable in @shown, and as blanks as wide in @blank. */
static void
append_characters(
    const char *line, size_t length, uint32_t from, uint32_t to, GString *shown, GString *blank)
{
    size_t size;
    uint32_t k = 0;

    for (size_t i = 0; i < length && k < to; i += size, k++) {
        gunichar character = ct_text_next(line + i, length - i, &size);

        if (k < from)
            continue;
        if (character == '\t') {
            g_string_append_c(shown, '\t');
            g_string_append_c(blank, '\t');
            continue;
        }
        ct_text_append_printable(shown, character);
        if (character != (gunichar)-1 && g_unichar_iszerowidth(character) &&
            g_unichar_isprint(character))
            continue;
        g_string_append(blank,
                        character != (gunichar)-1 && g_unichar_iswide(character) ? "  " : " ");
    }
}

static uint32_t
count_characters(const char *line, size_t length)
{
    uint32_t count = 0;
    size_t size;

    for (size_t i = 0; i < length; i += size, count++)
        ct_text_next(line + i, length - i, &size);
    return count;
}

static void
append_cut_line(const char *line, size_t length, uint32_t column, GString *text)
{
    g_autoptr(GString) blank = g_string_new(INDENT);
    g_autoptr(GString) ignored = g_string_new(NULL);
    uint32_t n = count_characters(line, length);
    uint32_t caret = column == 0 ? 0 : column - 1;
    uint32_t from = 0, to = n;

    caret = MIN(caret, n);
    if (n > WIDEST) {
        from = caret > BEFORE_CARET ? caret - BEFORE_CARET : 0;
        from = MIN(from, n - WIDEST);
        to = from + WIDEST;
    }
    g_string_append(text, INDENT);
    if (from > 0) {
        g_string_append(text, "…");
        g_string_append_c(blank, ' ');
    }
    append_characters(line, length, from, caret, text, blank);
    append_characters(line, length, caret, to, text, ignored);
    g_string_append(text, to < n ? "…\n" : "\n");
    if (column > 0)
        g_string_append_printf(text, "%s^\n", blank->str);
}

void
ct_diag_append_line(CtDiagLines *lines, uint32_t line, uint32_t column, GString *text)
{
    size_t start = lines->offset, next = start, length = 0;

    if (lines->number == 0 && lines->length >= 3 && memcmp(lines->text, "\xEF\xBB\xBF", 3) == 0)
        start = next = 3; /* a byte order mark is no character of the first line */
    while (lines->number < line - 1 && start < lines->length) {
        line_length(lines, start, &next);
        start = next;
        lines->number++;
    }
    lines->offset = start;
    if (lines->number < line - 1)
        return;
    length = line_length(lines, start, &next);
    append_cut_line(lines->text + start, length, column, text);
}
